import type { StandingCondition } from '../model/standing-condition.ts';

interface Words {
  readonly da: string;
  readonly en: string;
}

/** The condition that a held report waits for, and the remedy for its sender. */
export interface WaitingFor {
  readonly code: StandingCondition['needs'];
  readonly waitsFor: Words;
  readonly remedy: Words;
}

const OWN_ENROLMENT: WaitingFor = {
  code: 'own-enrolment',
  waitsFor: {
    da: 'At indberetteren registrerer den indskrivning, der nævnes.',
    en: 'The reporter to register the enrolment named.',
  },
  remedy: {
    da: 'Send enrolment-registered med samme enrolmentId, eller træk indberetningen tilbage, hvis den er en fejl.',
    en: 'Send enrolment-registered with the same enrolmentId, or withdraw the report if it is a mistake.',
  },
};

/**
 * The same text for an unknown person, one of another municipality and one without a residence: the sender does not
 * learn which it is.
 */
const RESPONSIBILITY: WaitingFor = {
  code: 'responsibility',
  waitsFor: {
    da: 'At indberetteren er ansvarlig for personen på dagen.',
    en: 'The reporter to be responsible for the person on the day.',
  },
  remedy: {
    da:
      'Kontrollér personnummer og dag; træk indberetningen tilbage, hvis den er en fejl. Den får virkning af sig ' +
      'selv, hvis ansvaret bliver kendt.',
    en:
      'Check the number and the day; withdraw the report if it is a mistake. It takes effect by itself if the ' +
      'responsibility becomes known.',
  },
};

const WORDS: Readonly<Record<StandingCondition['needs'], WaitingFor>> = {
  'own-report': {
    code: 'own-report',
    waitsFor: {
      da: 'Den indberetning, der rettes eller trækkes tilbage.',
      en: 'The report that is corrected or withdrawn.',
    },
    remedy: {
      da: 'Kontrollér id og source, eller send den oprindelige indberetning.',
      en: 'Check id and source, or send the first report.',
    },
  },
  'own-enrolment': OWN_ENROLMENT,
  'own-enrolment-on': {
    code: 'own-enrolment-on',
    waitsFor: {
      da: 'En indskrivning hos indberetteren, som omfatter dagen eller snart begynder.',
      en: 'An enrolment with the reporter that covers the day or begins soon.',
    },
    remedy: {
      da: 'Send indskrivningen, ret dagen, eller træk indberetningen tilbage.',
      en: 'Send the enrolment, correct the day, or withdraw the report.',
    },
  },
  'own-contact': {
    code: 'own-contact',
    waitsFor: {
      da: 'Den kontaktperson, der er ophørt, eller at indberetteren er ansvarlig på dagen.',
      en: 'The contact person that ended, or the reporter to be responsible on the day.',
    },
    remedy: {
      da: 'Send contact-person-assigned, eller træk indberetningen tilbage.',
      en: 'Send contact-person-assigned, or withdraw the report.',
    },
  },
  responsibility: RESPONSIBILITY,
  closed: {
    code: 'closed',
    waitsFor: { da: 'En adgang, der ikke er åben endnu.', en: 'A way in that is not open yet.' },
    remedy: { da: 'Træk indberetningen tilbage.', en: 'Withdraw the report.' },
  },
};

/** The texts for what a report waits for. */
export function textsOfWaiting(code: StandingCondition['needs']): WaitingFor {
  return WORDS[code];
}
