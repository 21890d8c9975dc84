import { REASONS } from '#libs/access';
import { PROBLEMS, type ProblemCode } from '#libs/problems';
import { inHeader, inPath, inQuery, type Json, operation } from '../operation.ts';
import { day, object, oneOf, text, uuid } from '../schema-words.ts';

const purpose = inHeader('X-Purpose', text, 'Why: a code of the glossary. Every look at a person is written in the read log.', true);
const reason = inHeader('X-Reason', oneOf(...Object.keys(REASONS)), 'Why what is protected must be shown.', false);
const key = inPath('key', uuid, 'The key a look-up gave; a civil number is never part of an address.');
const NUMBER: Json = { type: 'string', pattern: '^[0-9]{10}$' };
const validOn = inQuery('validOn', day, 'The day asked about; today where it is left out.');
const KNOWN = 'A log position or an RFC 3339 time';
const problems: readonly ProblemCode[] = ['purpose-missing', 'purpose-unknown', 'invalid-parameter', 'not-found'];
const NOT_YOURS = `Not yours and not existing look the same: ${PROBLEMS['not-found'].status}.`;

/** Questions about one person. */
export const personPaths: Json = {
  '/v1/persons/lookup': {
    post: operation({
      id: 'lookUpPerson',
      summary: `Swap a civil number, or up to 1,000, for person keys. One number: ${NOT_YOURS} A list: null for those.`,
      tag: 'Persons',
      parameters: [purpose],
      body: { 'application/json': { ...object({ 'cpr?': NUMBER, 'cprs?': { type: 'array', items: NUMBER, minItems: 1, maxItems: 1_000 } }), additionalProperties: false } },
      answers: { 200: ['The key, or the keys in the order asked.', 'PersonKeys'] },
      problems,
    }),
  },
  '/v1/persons/{key}/identity': {
    post: operation({
      id: 'showIdentity',
      summary: 'The civil number and name of one person, for the adviser who is responsible; at most so many an hour. Under protection with a reason only.',
      tag: 'Persons',
      parameters: [key, purpose, reason],
      answers: { 200: ['The number and the name.', 'Identity'] },
      problems: [...problems, 'reason-required', 'reason-unknown', 'rate-limited'],
    }),
  },
  '/v1/persons/{key}/status': {
    get: operation({
      id: 'getStatus',
      summary: `The status on a day as known at a time, with the reason why. ${NOT_YOURS}`,
      tag: 'Persons',
      parameters: [key, purpose, validOn, inQuery('knownAt', text, `${KNOWN}; now where it is left out.`)],
      answers: { 200: ['The status.', 'PersonStatus'] },
      problems,
    }),
  },
  '/v1/persons/{key}/timeline': {
    get: operation({
      id: 'getTimeline',
      summary: 'The whole timeline as known at a time, the future included.',
      tag: 'Persons',
      parameters: [key, purpose, inQuery('knownAt', text, `${KNOWN}; now where it is left out.`)],
      answers: { 200: ['The timeline.', 'Timeline'] },
      problems,
    }),
  },
  '/v1/persons/{key}/changes': {
    get: operation({
      id: 'getChanges',
      summary: 'What changed between two states of knowledge.',
      tag: 'Persons',
      parameters: [
        key,
        purpose,
        inQuery('fromKnown', text, `${KNOWN}; before everything where it is left out.`),
        inQuery('toKnown', text, `${KNOWN}; now where it is left out.`),
      ],
      answers: { 200: ['The changes.', 'Changes'] },
      problems,
    }),
  },
  '/v1/persons/{key}/contacts': {
    get: operation({
      id: 'getContacts',
      summary: 'The contact persons on a day.',
      tag: 'Persons',
      parameters: [key, purpose, reason, validOn],
      answers: { 200: ['The contact persons.', 'Contacts'] },
      problems,
    }),
  },
};
