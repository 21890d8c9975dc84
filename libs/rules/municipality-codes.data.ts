import type { MunicipalityCode } from './municipality-codes.ts';

/**
 * The civil register rewrites addresses of the past at a reform (done 2007-01-01, and 2018-01-03 for Greenland), so it sends
 * today's codes for every earlier year: a code holds from the register's first day, not from the reform that made it.
 */
const FIRST = '1968-04-02';

const REGISTER = 'Institutionsregisteret, BEL_KOMMUNE (2026); danmarksadresser.dk, kommunekodelisten';
const CPR = 'cpr.dk, Kommunesammenlægninger/-opdeling: Grønland 2018';

const MUNICIPALITIES: readonly string[] = [
  '0101 København', '0147 Frederiksberg', '0151 Ballerup', '0153 Brøndby', '0155 Dragør', '0157 Gentofte',
  '0159 Gladsaxe', '0161 Glostrup', '0163 Herlev', '0165 Albertslund', '0167 Hvidovre', '0169 Høje-Taastrup',
  '0173 Lyngby-Taarbæk', '0175 Rødovre', '0183 Ishøj', '0185 Tårnby', '0187 Vallensbæk', '0190 Furesø',
  '0201 Allerød', '0210 Fredensborg', '0217 Helsingør', '0219 Hillerød', '0223 Hørsholm', '0230 Rudersdal',
  '0240 Egedal', '0250 Frederikssund', '0253 Greve', '0259 Køge', '0260 Halsnæs', '0265 Roskilde', '0269 Solrød',
  '0270 Gribskov', '0306 Odsherred', '0316 Holbæk', '0320 Faxe', '0326 Kalundborg', '0329 Ringsted', '0330 Slagelse',
  '0336 Stevns', '0340 Sorø', '0350 Lejre', '0360 Lolland', '0370 Næstved', '0376 Guldborgsund', '0390 Vordingborg',
  '0400 Bornholm', '0410 Middelfart', '0420 Assens', '0430 Faaborg-Midtfyn', '0440 Kerteminde', '0450 Nyborg',
  '0461 Odense', '0479 Svendborg', '0480 Nordfyns', '0482 Langeland', '0492 Ærø', '0510 Haderslev', '0530 Billund',
  '0540 Sønderborg', '0550 Tønder', '0561 Esbjerg', '0563 Fanø', '0573 Varde', '0575 Vejen', '0580 Aabenraa',
  '0607 Fredericia', '0615 Horsens', '0621 Kolding', '0630 Vejle', '0657 Herning', '0661 Holstebro', '0665 Lemvig',
  '0671 Struer', '0706 Syddjurs', '0707 Norddjurs', '0710 Favrskov', '0727 Odder', '0730 Randers', '0740 Silkeborg',
  '0741 Samsø', '0746 Skanderborg', '0751 Aarhus', '0756 Ikast-Brande', '0760 Ringkøbing-Skjern', '0766 Hedensted',
  '0773 Morsø', '0779 Skive', '0787 Thisted', '0791 Viborg', '0810 Brønderslev', '0813 Frederikshavn',
  '0820 Vesthimmerlands', '0825 Læsø', '0840 Rebild', '0846 Mariagerfjord', '0849 Jammerbugt', '0851 Aalborg',
  '0860 Hjørring',
];

/** Greenland's municipalities since 2009, and what lies outside them; the person has emigrated in the sense of the duty. */
const ABROAD: readonly MunicipalityCode[] = [
  { code: '0955', name: 'Kommune Kujalleq', kind: 'abroad', validFrom: '2009-01-01', source: CPR },
  { code: '0956', name: 'Kommuneqarfik Sermersooq', kind: 'abroad', validFrom: '2009-01-01', source: CPR },
  { code: '0957', name: 'Qeqqata Kommunia', kind: 'abroad', validFrom: '2009-01-01', source: CPR },
  { code: '0958', name: 'Qaasuitsup Kommunia', kind: 'abroad', validFrom: '2009-01-01', validBefore: '2018-01-01', source: CPR },
  { code: '0959', name: 'Kommune Qeqertalik', kind: 'abroad', validFrom: '2018-01-01', source: CPR },
  { code: '0960', name: 'Avannaata Kommunia', kind: 'abroad', validFrom: '2018-01-01', source: CPR },
  { code: '0961', name: 'Grønland uden for kommunerne', kind: 'abroad', validFrom: '2009-01-01', source: 'kaqa.gl, Adresseregister' },
  { code: '0970', name: 'Uden for kommunal inddeling (Færøerne og Grønland)', kind: 'abroad', validFrom: FIRST, source: REGISTER },
];

/** Codes that name no municipality, though lists and messages carry them. */
const NOBODY: readonly MunicipalityCode[] = [
  { code: '0411', name: 'Christiansø', kind: 'no-municipality', validFrom: FIRST, source: `${REGISTER}: hører under staten, ikke en kommune` },
  { code: '0999', name: 'Ukendt kommune', kind: 'no-municipality', validFrom: FIRST, source: 'Praksis: bopælen er ukendt / practice: residence unknown' },
  { code: '0009', name: 'Uden kommune', kind: 'no-municipality', validFrom: FIRST, source: 'Praksis; ingen offentlig liste fundet / practice; no public list found' },
];

/** The 98 municipalities, and the other codes that stand where a municipality's would. */
export const DANISH_MUNICIPALITY_CODES: readonly MunicipalityCode[] = [
  ...MUNICIPALITIES.map((row): MunicipalityCode => ({
    code: row.slice(0, 4), name: row.slice(5), kind: 'municipality', validFrom: FIRST, source: REGISTER,
  })),
  ...ABROAD,
  ...NOBODY,
];
