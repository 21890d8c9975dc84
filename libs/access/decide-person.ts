import type { Actor } from '#libs/identity';
import type { RuleValues } from '#libs/rules';
import type { Action, FieldGroup, PersonView } from './person-view.ts';
import { purposeIsOf } from './purposes.ts';
import type { FieldName, PersonDecision, PersonQuestion, PersonQuestionKind, Relation } from './question.ts';

/** The ages at which an adviser's view narrows and ends, by the rules in force on the day of the question. */
export type AgeLimits = Pick<RuleValues, 'fullAccessBeforeAge' | 'scopeBeforeAge'>;

/** LBK 953/2024 § 15 d (2): education status, education order, highest completed education, plans and goals. */
export const NARROW_FIELDS: readonly FieldName[] = [
  'key',
  'status',
  'reason',
  'since',
  'until',
  'validOn',
  'knownAt',
  'enrolment',
  'municipality',
  'secondary.highestCompleted',
  'educationOrder',
  'plansAndGoals',
];

/** The only fields shown under name protection. */
const PROTECTED_FIELDS: readonly FieldName[] = [
  ...NARROW_FIELDS,
  'birthYear',
  'details',
  'history',
  'contacts',
  'case',
];
const FORMER_FIELDS: readonly FieldName[] = ['key', 'case'];

type Outcome = 'full' | 'narrow' | 'with-reason' | 'forbidden' | 'not-found';
type Outcomes = Readonly<Record<PersonQuestionKind, Outcome>>;

interface Reach {
  readonly outcomes: Outcomes;
  readonly notShown: readonly FieldGroup[];
  /** The reports the caller may send; given to callers that have the contact duty. */
  readonly reports: readonly Action[];
}

const OUTREACH: readonly Action[] = ['report-contact-made', 'report-became-aware', 'report-contact-person'];
const NOTHING: Outcomes = {
  'person-lookup': 'not-found',
  'person-status': 'not-found',
  'person-timeline': 'not-found',
  'person-changes': 'not-found',
  'person-contacts': 'not-found',
  'person-case': 'not-found',
  'person-former-case': 'not-found',
  'person-identity': 'not-found',
  'receipt-effect': 'not-found',
};
const NO_REACH: Reach = { outcomes: NOTHING, notShown: [], reports: [] };
const RESPONSIBLE: Reach = {
  outcomes: {
    'person-lookup': 'full',
    'person-status': 'full',
    'person-timeline': 'full',
    'person-changes': 'full',
    'person-contacts': 'full',
    'person-case': 'full',
    'person-former-case': 'full',
    'person-identity': 'full',
    'receipt-effect': 'full',
  },
  notShown: ['company-assessments'],
  reports: OUTREACH,
};
const RESPONSIBLE_FOR_ADULT: Reach = {
  outcomes: {
    'person-lookup': 'narrow',
    'person-status': 'narrow',
    'person-timeline': 'narrow',
    'person-changes': 'narrow',
    'person-contacts': 'forbidden',
    'person-case': 'not-found',
    'person-former-case': 'not-found',
    'person-identity': 'forbidden',
    'receipt-effect': 'narrow',
  },
  notShown: [
    'name',
    'birth-date',
    'civil-number',
    'details',
    'contacts',
    'own-contacts',
    'cases',
    'company-assessments',
  ],
  reports: OUTREACH,
};
/** The fields that the case needs today, without history. */
const HOLDER: Reach = {
  outcomes: {
    'person-lookup': 'full',
    'person-status': 'full',
    'person-timeline': 'forbidden',
    'person-changes': 'forbidden',
    'person-contacts': 'full',
    'person-case': 'full',
    'person-former-case': 'full',
    'person-identity': 'with-reason',
    'receipt-effect': 'full',
  },
  notShown: ['history', 'own-contacts', 'company-assessments'],
  reports: OUTREACH,
};
/** The municipality's own work on a former case. */
const FORMER: Reach = {
  outcomes: { ...NOTHING, 'person-former-case': 'full' },
  notShown: [
    'name',
    'birth-date',
    'civil-number',
    'status',
    'details',
    'history',
    'contacts',
    'own-contacts',
    'later-events',
    'company-assessments',
  ],
  reports: [],
};

type AgeBand = 'young' | 'adult' | 'beyond';

// The school municipality has no view yet, so its relation is closed.
const REACH: Readonly<Record<Relation, Readonly<Record<AgeBand, Reach>>>> = {
  residence: { young: RESPONSIBLE, adult: RESPONSIBLE_FOR_ADULT, beyond: NO_REACH },
  'last-known': { young: RESPONSIBLE, adult: RESPONSIBLE_FOR_ADULT, beyond: NO_REACH },
  holder: { young: HOLDER, adult: NO_REACH, beyond: NO_REACH },
  former: { young: FORMER, adult: NO_REACH, beyond: NO_REACH },
  school: { young: NO_REACH, adult: NO_REACH, beyond: NO_REACH },
  none: { young: NO_REACH, adult: NO_REACH, beyond: NO_REACH },
};

const NOT_FOUND: PersonDecision = { allowed: false, as: 'not-found' };
const FORBIDDEN: PersonDecision = { allowed: false, as: 'forbidden' };
const REASON_REQUIRED: PersonDecision = { allowed: false, as: 'reason-required' };

/** Decides which fields of one person the caller sees. Pure: ages, relations, protection and limits are arguments. */
export function decidePerson(actor: Pick<Actor, 'role'>, question: PersonQuestion, limits: AgeLimits): PersonDecision {
  switch (actor.role) {
    case 'adviser':
      return decideAdviser(question, limits);
    case 'source-system':
    case 'register':
    case 'company':
    case 'jobcentre':
    case 'institution':
    case 'monitor':
    case 'young-person':
    case 'data-protection-officer':
    case 'operator':
      return NOT_FOUND;
  }
}

function decideAdviser(question: PersonQuestion, limits: AgeLimits): PersonDecision {
  const { kind, relation, purpose, reason } = question;
  const reach = REACH[relation][bandOf(question.ageOn, limits)];
  const outcome = reach.outcomes[kind];
  if (outcome === 'not-found') return NOT_FOUND;
  if (!purposeIsOf('adviser', purpose) || outcome === 'forbidden') return FORBIDDEN;
  if (question.when === 'another-time' && reach.outcomes['person-timeline'] === 'forbidden') return FORBIDDEN;
  const needsReason = outcome === 'with-reason' || (kind === 'person-identity' && question.isProtected);
  if (needsReason && reason === undefined) return REASON_REQUIRED;
  return { allowed: true, fields: fieldsOf(question, reach, outcome), view: viewOf(question, reach, outcome) };
}

function bandOf(age: number | null, { fullAccessBeforeAge, scopeBeforeAge }: AgeLimits): AgeBand {
  if (age === null || age >= scopeBeforeAge) return 'beyond';
  return age < fullAccessBeforeAge ? 'young' : 'adult';
}

/** The fields that the access log records as shown. */
function fieldsOf(question: PersonQuestion, reach: Reach, outcome: Outcome): 'all' | readonly FieldName[] {
  const { kind, isProtected } = question;
  if (outcome === 'narrow') return NARROW_FIELDS;
  if (reach === FORMER) return FORMER_FIELDS;
  if (kind === 'person-identity') return ['civilNumber', 'name'];
  if (kind === 'person-contacts') return showsOwnContacts(question, reach) ? 'all' : ['contacts'];
  return isProtected ? PROTECTED_FIELDS : 'all';
}

function showsOwnContacts({ isProtected, reason }: PersonQuestion, { notShown }: Reach): boolean {
  return !notShown.includes('own-contacts') && (!isProtected || reason !== undefined);
}

function viewOf({ caseState }: PersonQuestion, reach: Reach, outcome: Outcome): PersonView {
  const { outcomes, notShown, reports } = reach;
  const sees = SEEING.flatMap(([kind, action]) =>
    outcomes[kind] === 'full' || outcomes[kind] === 'narrow' ? [action] : [],
  );
  const identity: readonly Action[] = outcomes['person-identity'] === 'with-reason' ? ['see-identity-with-reason'] : [];
  const reported = caseState === 'ended' ? reports.filter((action) => action !== 'report-contact-made') : reports;
  return { extent: outcome === 'narrow' ? 'narrow' : 'full', notShown, mayDo: [...sees, ...identity, ...reported] };
}

const SEEING: readonly (readonly [PersonQuestionKind, Action])[] = [
  ['person-status', 'see-status'],
  ['person-timeline', 'see-timeline'],
  ['person-changes', 'see-changes'],
  ['person-contacts', 'see-contacts'],
  ['person-identity', 'see-identity'],
];
