export const METHOD_WORDS = {
  title: 'Sådan regnes ”til tiden” og forsinkelserne',
  lead: 'Her står, hvordan vi regner, om en indberetning kom til tiden, og hvem der brugte tiden. Regn selv efter.',
  version: (version: string, day: string) => `Regelversion ${version}, som den gælder ${day}.`,
  onTimeHeading: 'Hvad betyder ”til tiden”?',
  definition: (workdays: string, from: string) => ({
    before: 'En indberetning er ',
    term: 'til tiden',
    after: `, når vi har modtaget den senest kl. 23.59 på ${workdays} efter ${from}.`,
  }),
  nextWorkday: 'arbejdsdagen',
  nthWorkday: (count: number) => `${count}. arbejdsdag`,
  from: { registered: 'den dag, indberetteren registrerede den', occurred: 'den dag, det skete' },
  facts: [
    'Arbejdsdage er mandag til fredag uden de danske helligdage. Klokken er dansk tid.',
    'Registreringsdagen tæller ikke. Arbejdsdag 1 er den næste.',
    'Andelen er antal modtaget til tiden delt med antal modtaget. Historik er ikke med.',
    'En indberetning, der mangler, er hverken til tiden eller for sent.',
    'Er intet modtaget i en uge, er der intet tal. Vi skriver ”intet modtaget”, aldrig 0 eller 100 %.',
  ],
  exceptionsHeading: 'Andre frister',
  exceptionsCaption: (count: string) => `Andre frister, ${count} – den første, der passer, gælder`,
  exceptionColumns: { what: 'Hvad', from: 'Regnes fra', within: 'Til tiden, når modtaget senest' },
  countedFrom: { registered: 'registreringsdagen', occurred: 'den dag, det skete (risiko: vurderingsdagen)' },
  within: (count: number) => (count === 1 ? 'arbejdsdagen efter' : `${count}. arbejdsdag efter`),
  eventTypes: { 'dropout-risk-reported.v1': 'Frafaldstruet (”snarest”)' } as Readonly<Record<string, string>>,
  typesOfInstitution: (names: string) => `Indberetninger fra ${names}`,
  delaysHeading: 'De tre forsinkelser',
  delaysCaption: 'Hver forsinkelse har én ansvarlig',
  delayColumns: { way: 'Forsinkelse', from: 'Fra', to: 'Til', owner: 'Ansvarlig', unit: 'Måles i' },
  delays: [
    ['Sket – registreret', 'Dagen, det skete', 'Dagen, det blev skrevet ind', 'Indberetteren', 'arbejdsdage'],
    ['Registreret – modtaget', 'Dagen, det blev skrevet ind', 'Vores kvittering', 'Systemet', 'arbejdsdage'],
    ['Modtaget – synlig', 'Vores kvittering', 'Kommunen kan se den', 'Os', 'sekunder'],
  ],
  delaysNote:
    'For mange indberetninger viser vi medianen (halvdelen er hurtigere) og 9 af 10 senest (kun hver tiende tog ' +
    'længere tid). Medianer kan ikke lægges sammen.',
  notCountedHeading: 'Det tæller ikke med',
  notCounted: (days: string) => [
    'Historik: det, en indberetter sender om tiden før sin første tilslutning, ' +
      `hvis det modtages inden ${days} efter den.`,
    'Afviste indberetninger. De tæller først, når de er sendt igen.',
  ],
  rulesHeading: 'Reglerne som data',
  rulesCaption: 'Regler bag tallene',
  ruleColumns: { rule: 'Regel i koden', version: 'Version', from: 'Gælder fra', law: 'Grundlag', text: 'Ordlyd' },
  ownDefault: 'Tjenestens egen standard',
};
