import type { Actor } from '#libs/identity';
import type { RuleValues } from '#libs/rules';
import { purposeIsOf } from './purposes.ts';
import type { CohortQuestion, Decision, FieldName, PersonQuestion, Question } from './question.ts';

/** The ages at which an adviser's view narrows and ends; rules in force on the day of asking. */
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

const EVERYTHING: Decision = { allowed: true, fields: 'all' };
const NARROW: Decision = { allowed: true, fields: NARROW_FIELDS };
const NOT_FOUND: Decision = { allowed: false, as: 'not-found' };
const FORBIDDEN: Decision = { allowed: false, as: 'forbidden' };

/** The one place that decides who sees what (docs/security.md). Pure: ages, relations and limits come in. */
export function decideAccess(actor: Actor, question: Question, limits: AgeLimits): Decision {
  switch (question.kind) {
    case 'person-lookup':
    case 'person-status':
    case 'person-timeline':
    case 'person-changes':
    case 'person-contacts':
    case 'person-case':
    case 'receipt-effect':
      return decidePerson(actor, question, limits);
    case 'cases':
      if (!isOwnMunicipality(actor, question.municipality)) return NOT_FOUND;
      return purposeIsOf(actor.role, question.purpose) ? EVERYTHING : FORBIDDEN;
    case 'cohort':
      return decideCohort(actor, question);
    case 'receipt':
      return mayReport(actor) && question.relation === 'own-report' ? EVERYTHING : NOT_FOUND;
    case 'send-report':
      return mayReport(actor) && actor.reporters.includes(question.reporter) ? EVERYTHING : FORBIDDEN;
    case 'read-log':
    case 'reporter-figures':
    case 'reporter-lists':
    case 'feed':
      return NOT_FOUND;
  }
}

function decidePerson(actor: Actor, question: PersonQuestion, limits: AgeLimits): Decision {
  const { role } = actor;
  switch (role) {
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

function decideAdviser(question: PersonQuestion, limits: AgeLimits): Decision {
  const { ageOn, relation, kind, purpose } = question;
  if (relation !== 'residence') return NOT_FOUND;
  if (ageOn === null || ageOn >= limits.scopeBeforeAge) return NOT_FOUND;
  if (!purposeIsOf('adviser', purpose)) return FORBIDDEN;
  if (ageOn < limits.fullAccessBeforeAge) return EVERYTHING;
  switch (kind) {
    case 'person-lookup':
    case 'person-status':
    case 'person-timeline':
    case 'person-changes':
    case 'receipt-effect':
      return NARROW;
    case 'person-contacts':
      return FORBIDDEN;
    case 'person-case':
      return NOT_FOUND;
  }
}

const BY_AGE: Decision = { ...EVERYTHING, counts: 'by-age' };
const OWN_REPORTS: Decision = { ...EVERYTHING, counts: 'own-reports' };
const FIXED_NOISE: Decision = { ...EVERYTHING, counts: 'fixed-noise' };

/** access.md "Figures for those who see no persons". A closed role stays closed for every kind of cohort. */
function decideCohort(actor: Actor, { period, municipality, institution, reporters }: CohortQuestion): Decision {
  switch (actor.role) {
    case 'monitor':
      return period === 'closed-week' && institution === null ? FIXED_NOISE : FORBIDDEN;
    case 'adviser':
      if (period === 'closed-week') return FORBIDDEN;
      return isOwnMunicipality(actor, municipality) ? BY_AGE : NOT_FOUND;
    case 'source-system':
    case 'institution':
      if (period === 'closed-week' || institution === null || municipality !== null) return FORBIDDEN;
      return reporters.some((reporter) => actor.reporters.includes(reporter)) ? OWN_REPORTS : FORBIDDEN;
    case 'register':
    case 'company':
    case 'jobcentre':
    case 'young-person':
    case 'data-protection-officer':
    case 'operator':
      return FORBIDDEN;
  }
}

function isOwnMunicipality(actor: Actor, municipality: string | null): boolean {
  return actor.role === 'adviser' && municipality !== null && actor.municipality === municipality;
}

// A closed list on purpose: a reporter in the token of somebody who only looks opens nothing.
function mayReport({ role }: Actor): boolean {
  switch (role) {
    case 'source-system':
    case 'register':
    case 'company':
    case 'jobcentre':
    case 'institution':
    case 'adviser':
      return true;
    case 'monitor':
    case 'young-person':
    case 'data-protection-officer':
    case 'operator':
      return false;
  }
}
