import type { Actor } from '#libs/identity';
import { type AgeLimits, decidePerson } from './decide-person.ts';
import { purposeIsOf } from './purposes.ts';
import type { CohortAccess, AccessDecision, PersonDecision, PersonQuestion, Question } from './question.ts';

const EVERYTHING: AccessDecision = { allowed: true, fields: 'all' };
const NOT_FOUND: AccessDecision = { allowed: false, as: 'not-found' };
const FORBIDDEN: AccessDecision = { allowed: false, as: 'forbidden' };

/**
 * Decides who sees what; the only place that does (docs/security.md). Pure: ages, relations and limits are arguments.
 */
export function decideAccess(actor: Actor, question: PersonQuestion, limits: AgeLimits): PersonDecision;
export function decideAccess(actor: Actor, question: Question, limits: AgeLimits): AccessDecision;
export function decideAccess(actor: Actor, question: Question, limits: AgeLimits): AccessDecision {
  switch (question.kind) {
    case 'person-lookup':
    case 'person-status':
    case 'person-timeline':
    case 'person-changes':
    case 'person-contacts':
    case 'person-case':
    case 'receipt-effect':
    case 'person-former-case':
    case 'person-identity':
      return decidePerson(actor, question, limits);
    case 'cases':
      if (!isOwnMunicipality(actor, question.municipality)) return NOT_FOUND;
      return purposeIsOf(actor.role, question.purpose) ? EVERYTHING : FORBIDDEN;
    case 'cases-without-holder':
      return actor.role === 'operator' ? EVERYTHING : NOT_FOUND;
    case 'cohort':
      return decideCohort(actor, question);
    case 'receipt':
      return question.relation === 'own-report' && maySend(actor, 'reporter') ? EVERYTHING : NOT_FOUND;
    case 'send-report':
      return maySend(actor, question.about) && speaksFor(actor, question.reporter) ? EVERYTHING : FORBIDDEN;
    case 'reporter-figures':
      if (actor.role === 'monitor') return EVERYTHING;
      return isOwnMunicipality(actor, question.municipality) ? EVERYTHING : FORBIDDEN;
    case 'own-account':
      return EVERYTHING;
    case 'own-reporter':
      if (!mayReport(actor)) return FORBIDDEN;
      // Another's reporter looks like a missing one.
      return question.reporter === null || actor.reporters.includes(question.reporter) ? EVERYTHING : NOT_FOUND;
    case 'read-log':
    case 'reporter-lists':
    case 'feed':
      return NOT_FOUND;
  }
}

const BY_AGE: AccessDecision = { ...EVERYTHING, counts: 'by-age' };
const OWN_REPORTS: AccessDecision = { ...EVERYTHING, counts: 'own-reports' };
const FIXED_NOISE: AccessDecision = { ...EVERYTHING, counts: 'fixed-noise' };

/** Figures for callers that see no persons (docs/adr/0026). A closed role stays closed for every kind of cohort. */
function decideCohort(actor: Actor, { period, municipality, institution, reporters }: CohortAccess): AccessDecision {
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

/** The operator reports about reporters, never about a person. */
function maySend(actor: Actor, about: 'person' | 'reporter' | undefined): boolean {
  return mayReport(actor) || (actor.role === 'operator' && about === 'reporter');
}

function speaksFor({ role, reporters }: Actor, reporter: string): boolean {
  return role === 'operator' || reporters.includes(reporter);
}

// A closed list on purpose: a reporter in the token of a role that only reads opens nothing.
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
