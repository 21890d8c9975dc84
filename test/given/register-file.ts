import iconv from 'iconv-lite';

/** The official header, personal columns included: the import must not read those. */
export const HEADER =
  'HOVEDSKOLE_INST;INST_NR;INST_NAVN;ENHEDSART;INST_ADR;POSTNR;POSTDISTRIKT;TLF_NR;E_MAIL;WEB_ADR;INST_TYPE_NR;' +
  'INST_TYPE_NAVN;INST_TYPE_GRUPPE;UNDERV_NIV;INST_LEDER;CVR_NR;KOMMUNE_NR;ADM_KOMMUNE_NAVN;BEL_KOMMUNE;' +
  'BEL_KOMMUNE_NAVN;BEL_REGION;REGION_NAVN;EJER_KODE;EJERKODE_NAVN;P_NR;VEJKODE;GEO_BREDDE_GRAD;GEO_LAENGDE_GRAD';

const KIND = {
  alone: 'Institution uden enheder',
  main: 'Hovedskole (institution med enheder)',
  department: 'Afdeling (underordnet enhed)',
};

export interface FictionalRow {
  readonly number: string;
  readonly name: string;
  readonly kind?: keyof typeof KIND | 'unheard-of';
  readonly main?: string;
  readonly type?: string;
  readonly run?: string;
  readonly lies?: string;
}

/** A line of the official layout about an institution that does not exist. */
export function line(row: FictionalRow): string {
  const { number, name, kind = 'alone', main = '', type = '1012', run = '751', lies = '751' } = row;
  const unit = kind === 'unheard-of' ? 'Skoleskib' : KIND[kind];
  const personal = ['00000000', 'nobody@school.example', 'school.example'];
  const start = [main, number, name, unit, 'Opdigtet Vej 1', '8000', 'Aarhus C', ...personal];
  const kinds = [type, 'Folkeskoler', 'Grundskoler mv.', '9', 'Opdigtet Leder', '10000000'];
  const places = [run, 'Aarhus Kommune', lies, 'Aarhus Kommune', '1082', 'Region Midtjylland', '2', 'Kommunale'];
  return [...start, ...kinds, ...places, '1000000000', '100', '56,15', '10,20'].join(';');
}

/** A whole file in the format that the ministry publishes: UTF-16LE without byte order mark, CRLF. */
export function register(lines: readonly string[], encoding = 'utf-16le', addBOM = false): Buffer {
  return iconv.encode([HEADER, ...lines, ''].join('\r\n'), encoding, { addBOM });
}
