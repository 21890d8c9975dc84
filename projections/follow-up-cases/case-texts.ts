import type { FollowUpTrigger } from '#events/follow-up/follow-up.event';
import type { CaseRow } from './case-row.ts';

export interface CaseText {
  readonly da: string;
  readonly en: string;
}

const BY_REASON: Readonly<Record<string, CaseText>> = {
  'expected-report-missing': { da: 'forløbet er udløbet, uden at en afslutning er indberettet', en: 'the course has run out and no end was reported' },
  'never-started': { da: 'den unge mødte ikke op til uddannelsen', en: 'the young person never turned up' },
  withdrawn: { da: 'alt, der var indberettet, er trukket tilbage', en: 'all there was has been withdrawn' },
  'compulsory-ended': { da: 'grundskolen er slut, og intet nyt er begyndt', en: 'compulsory school has ended and nothing new has begun' },
  'preparatory-ended': { da: 'det forberedende forløb er slut, og intet nyt er begyndt', en: 'the preparatory course has ended and nothing new has begun' },
  'other-ended': { da: 'forløbet er slut, og intet nyt er begyndt', en: 'the course has ended and nothing new has begun' },
  'not-passed': { da: 'uddannelsen blev ikke bestået, og intet nyt er begyndt', en: 'the education was not passed and nothing new has begun' },
};

const INTERRUPTED: CaseText = { da: 'uddannelsen er afbrudt', en: 'the education was interrupted' };
const NOTHING_KNOWN: CaseText = { da: 'den unge følger ikke sin uddannelsesplan', en: 'the education plan is not followed' };

function whatHappened({ reason }: FollowUpTrigger): CaseText {
  return reason === undefined ? INTERRUPTED : (BY_REASON[reason] ?? NOTHING_KNOWN);
}

function becauseOf({ trigger, knownOn }: CaseRow): CaseText {
  const { da, en } = whatHappened(trigger);
  switch (trigger.kind) {
    case 'became-aware':
      return {
        da: `Kommunen blev selv bekendt med, at den unge ikke følger sin uddannelsesplan, den ${trigger.since}.`,
        en: `The municipality itself became aware on ${trigger.since} that the education plan is not followed.`,
      };
    case 'report':
      return {
        da: `Indberettet: ${da} (fra ${trigger.since}); kendt af kommunen den ${knownOn}.`,
        en: `Reported: ${en} (from ${trigger.since}); known to the municipality on ${knownOn}.`,
      };
    case 'time':
      return { da: `Siden ${knownOn}: ${da}.`, en: `Since ${knownOn}: ${en}.` };
  }
}

const NOTHING: CaseText = { da: '', en: '' };
const HELD_BY_SCHOOL: CaseText = {
  da: ' Bopælen er ukendt; skolens kommune har sagen.',
  en: ' The residence is unknown; the municipality of the school has the case.',
};

/** Why the case is on the list. */
export function whyHere(row: CaseRow): CaseText {
  const because = becauseOf(row);
  const moved = row.handovers.at(-1);
  const from = moved?.from ?? null;
  const move: CaseText =
    moved && from !== null
      ? { da: ` Overtaget fra kommune ${from} den ${moved.on}.`, en: ` Taken over from municipality ${from} on ${moved.on}.` }
      : NOTHING;
  const school = row.ground === 'school' ? HELD_BY_SCHOOL : NOTHING;
  return { da: because.da + move.da + school.da, en: because.en + move.en + school.en };
}

const BY_STATUS: CaseText = {
  da: 'Registrér kontakten (contact-made), når den er sket. Sagen falder også bort, hvis indberetningen trækkes tilbage eller rettes, eller når en ny aktivitet begynder.',
  en: 'Report the contact (contact-made) once it is made. The case also goes if the report is withdrawn or corrected, or when a new activity begins.',
};
const BY_AWARENESS: CaseText = {
  da: 'Registrér kontakten (contact-made), når den er sket. Sagen falder også bort, hvis meddelelsen trækkes tilbage, eller når en ny aktivitet begynder.',
  en: 'Report the contact (contact-made) once it is made. The case also goes if the notice is withdrawn, or when a new activity begins.',
};

/** What takes the case off the list; null once it is off. */
export function whatRemoves({ state, trigger }: CaseRow): CaseText | null {
  switch (state) {
    case 'open':
    case 'breached':
      return trigger.kind === 'became-aware' ? BY_AWARENESS : BY_STATUS;
    case 'closed':
    case 'cancelled':
      return null;
  }
}
