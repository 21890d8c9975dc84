import type { ContactTiming, FollowUpTrigger } from '#events/follow-up/follow-up.event';
import type { Day } from '#events/model/stored';
import type { CaseRow } from './case-row.ts';
import type { CaseText, ClockTexts } from './clock-texts.ts';

const BY_REASON: Readonly<Record<string, CaseText>> = {
  'expected-report-missing': {
    da: 'forløbet er udløbet, uden at en afslutning er indberettet',
    en: 'the course has run out and no end was reported',
  },
  'never-started': { da: 'den unge mødte ikke op til uddannelsen', en: 'the young person never turned up' },
  withdrawn: { da: 'alt, der var indberettet, er trukket tilbage', en: 'all there was has been withdrawn' },
  'compulsory-ended': {
    da: 'grundskolen er slut, og intet nyt er begyndt',
    en: 'compulsory school has ended and nothing new has begun',
  },
  'preparatory-ended': {
    da: 'det forberedende forløb er slut, og intet nyt er begyndt',
    en: 'the preparatory course has ended and nothing new has begun',
  },
  'other-ended': {
    da: 'forløbet er slut, og intet nyt er begyndt',
    en: 'the course has ended and nothing new has begun',
  },
  'not-passed': {
    da: 'uddannelsen blev ikke bestået, og intet nyt er begyndt',
    en: 'the education was not passed and nothing new has begun',
  },
};

const INTERRUPTED: CaseText = { da: 'uddannelsen er afbrudt', en: 'the education was interrupted' };
const NOTHING_KNOWN: CaseText = {
  da: 'den unge følger ikke sin uddannelsesplan',
  en: 'the education plan is not followed',
};

function whatHappened({ reason }: FollowUpTrigger): CaseText {
  return reason === undefined ? INTERRUPTED : (BY_REASON[reason] ?? NOTHING_KNOWN);
}

/**
 * Two reasons hold on every day without another status, so the status has no day of its own: never-started takes it
 * from the report, withdrawn from the day of knowledge.
 */
function happenedOn({ trigger, report, knownOn }: CaseRow): Day {
  if (trigger.reason === 'withdrawn') return knownOn;
  return trigger.reason === 'never-started' ? (report?.occurredOn ?? trigger.since) : trigger.since;
}

function because(row: CaseRow): CaseText {
  const { trigger, knownOn } = row;
  const { da, en } = whatHappened(trigger);
  switch (trigger.kind) {
    case 'became-aware':
      return {
        da: `Kommunen blev selv bekendt med, at den unge ikke følger sin uddannelsesplan, den ${trigger.since}.`,
        en: `The municipality itself became aware on ${trigger.since} that the education plan is not followed.`,
      };
    case 'report':
      return {
        da: `Indberettet: ${da} (fra ${happenedOn(row)}); kendt af kommunen den ${knownOn}.`,
        en: `Reported: ${en} (from ${happenedOn(row)}); known to the municipality on ${knownOn}.`,
      };
    case 'time':
      return { da: `Siden ${knownOn}: ${da}.`, en: `Since ${knownOn}: ${en}.` };
  }
}

const BY_STATUS: CaseText = {
  da:
    'Registrér kontakten (contact-made), når den er sket. Sagen falder også bort, hvis indberetningen trækkes ' +
    'tilbage eller rettes, eller når en ny aktivitet begynder.',
  en:
    'Report the contact (contact-made) once it is made. The case also goes if the report is withdrawn or ' +
    'corrected, or when a new activity begins.',
};
const BY_AWARENESS: CaseText = {
  da:
    'Registrér kontakten (contact-made), når den er sket. Sagen falder også bort, hvis meddelelsen trækkes ' +
    'tilbage, eller når en ny aktivitet begynder.',
  en:
    'Report the contact (contact-made) once it is made. The case also goes if the notice is withdrawn, or when a ' +
    'new activity begins.',
};

const TIMINGS: Readonly<Record<ContactTiming, CaseText>> = {
  'in-time': { da: 'Kontakt i tide.', en: 'Contact in time.' },
  late: { da: 'Kontakt efter fristen.', en: 'Contact after the due date.' },
  'told-late': {
    da: 'Kontakten er indberettet for længe efter sin dag til at regnes efter den; sagen tælles for sig.',
    en: 'The contact was reported too long after its day to be judged by it; the case is counted apart.',
  },
  'contact-before-report': {
    da: 'Kommunen havde kontakt efter den sidste dag og før indberetningen; sagen tælles for sig.',
    en: 'The municipality made contact after the last day and before the report; the case is counted apart.',
  },
};

/** The texts of the contact clock. */
export const CONTACT_TEXTS: ClockTexts = {
  because,
  endedBy: ({ trigger }) => (trigger.kind === 'became-aware' ? BY_AWARENESS : BY_STATUS),
  closed: TIMINGS,
};
