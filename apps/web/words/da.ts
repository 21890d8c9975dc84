import { METHOD_WORDS } from './da-method.ts';
import { REPORTER_WORDS, REPORTERS_WORDS } from './da-reporters.ts';

const FRAME = {
  skip: 'Gå til indholdet',
  subtitle: 'status for unge på 15-29 år',
  navigation: 'Sider',
  crumbs: 'Brødkrummer',
  signIn: 'Log ind',
  signOut: 'Log ud',
  front: 'Forside',
  reporters: 'Indberettere',
  method: 'Sådan regnes det',
  api: 'API',
  ribbon: (now: string) => `Sandkasse. Alle personer, steder og tal er opdigtede. Klokken er sat til ${now}.`,
  printed: (now: string, by: string | undefined, path: string) =>
    `Ungestatus · Udskrevet ${now}${by === undefined ? '' : ` af ${by}`} · Adresse: ${path}`,
};

const FRONT = {
  title: 'Ungestatus: hvad er de unge i gang med, og hvad mangler vi at få at vide?',
  lead:
    'Skoler, kommuner og registre indberetter, når en ung begynder, holder op eller er ved at falde fra. Ungestatus ' +
    'samler det til én status for hver ung og viser kommunen, hvem der skal kontaktes, og hvornår.',
  monitorHeading: 'For dem, der følger indberetningerne',
  monitor: 'Se, hvem der indberetter til tiden, hvor tiden går, og hvem der er ansvarlig for hver forsinkelse.',
  monitorLink: 'Se indberettere',
  methodHeading: 'For alle',
  method: 'Alle tal kan regnes efter. Reglerne er data med version og kilde.',
  methodLink: 'Sådan regnes ”til tiden”',
  vendorHeading: 'For dem, der sender',
  vendor: 'Kontrakten for hver indberetning, med eksempler.',
  vendorLink: 'API',
};

const SIGN_IN = {
  signedOut: {
    title: 'Du er logget ud',
    text: 'Din session her er slut. Du kan stadig være logget ind hos den, der kender din adgangskode.',
    again: 'Log ind igen',
  },
  failed: {
    title: 'Log ind lykkedes ikke',
    stale: 'Forsøget er for gammelt, eller svaret passer ikke til denne browser. Begynd forfra.',
    noRole: 'Du er logget ind hos udstederen, men har ingen adgang i Ungestatus. Spørg den, der styrer jeres adgange.',
    again: 'Log ind igen',
  },
};

const PROBLEM = {
  gone: {
    heading: 'Siden findes ikke, eller du har ikke adgang til den',
    text: 'Kontrollér adressen, eller log ind som en anden.',
    link: 'Gå til forsiden',
  },
  failed: {
    heading: 'Siden kan ikke vises lige nu',
    text: 'Fejlen er hos os. Det betyder ikke, at ingen mangler. Prøv igen om lidt.',
    reference: (id: string) => `Sagsnummer for fejlen: ${id}`,
  },
  refused: { heading: 'Adressen kan ikke læses' },
};

/** All Danish texts of the pages. A second language has the same type, so that a missing text does not compile. */
export const DA = {
  frame: FRAME,
  front: FRONT,
  signIn: SIGN_IN,
  problem: PROBLEM,
  method: METHOD_WORDS,
  reporters: REPORTERS_WORDS,
  reporter: REPORTER_WORDS,
};
