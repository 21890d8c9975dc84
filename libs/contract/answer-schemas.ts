import { ACTIONS, FIELD_GROUPS, RELATIONS } from '#libs/access';
import type { Json } from './operation.ts';
import { anything, day, flag, instant, institution, listOf, municipality, object, oneOf, orNull, ref, text, uuid, week, whole } from './schema-words.ts';

/** The closed set of statuses (status.md). */
const STATUSES = [
  'compulsory-school', 'enrolled', 'enrolled-at-risk', 'on-leave', 'municipal-activity', 'exempted', 'employed',
  'awaiting-start', 'completed', 'interrupted', 'unknown', 'out-of-scope',
] as const;

const statusMembers: Record<string, Json> = { status: ref('Status'), 'reason?': text, since: orNull(day), 'until?': day };

const final: Json = {
  ...flag, description: 'False: as of an earlier time than asked for (something was still being stored or applied, or the time is to come), and may be answered otherwise later.',
};

/** Who the person is, and what the answer leaves out, by role and relation. */
const whoMembers: Record<string, Json> = {
  'name?': { ...text, description: 'Given and family name; `navnebeskyttet` under protection; missing if no name is known.' },
  'nameProtected?': flag,
  'birthDate?': day,
  'birthYear?': { ...whole, description: 'Under protection instead of the birth date.' },
};
const viewMembers: Record<string, Json> = {
  notShown: { ...listOf(oneOf(...Object.keys(FIELD_GROUPS))), description: 'Groups of fields this role and relation does not get.' },
  mayDo: { ...listOf(oneOf(...Object.keys(ACTIONS))), description: 'What this actor may do next.' },
};

const ruleVersion: Json = orNull({ ...text, description: 'The rule version the answer was worked out by.' });

/** What the questions answer with. */
export const answerSchemas: Readonly<Record<string, Json>> = {
  Status: oneOf(...STATUSES),
  Knowledge: object(
    {
      position: { ...whole, description: 'The last position applied for everybody by then, never one person’s.' },
      'time?': { ...instant, description: 'The moment, or when the position was recorded; missing at position 0, before everything.' },
      'behind?': { ...flag, description: 'True: the log holds what this answer does not rest on yet.' },
    },
    'The state of knowledge an answer rests on. Asked by either member of it, the answer is the same for ever, within one rule version.',
  ),
  Enrolment: object({ enrolmentId: text, institution, education: anything, startsOn: day, 'expectedEndsOn?': day, 'endedOn?': day }),
  LosingEvent: object({ eventId: uuid, why: text }),
  Explanation: object(
    { rule: text, version: text, deciding: listOf(uuid), losing: listOf(ref('LosingEvent')), 'losingLeftOut?': { ...whole, description: 'Losing events not shown: at most 20 of a kind are.' }, 'freshness?': orNull(anything) },
    'The rule and the events the answer rests on; the cited events alone give the same answer.',
  ),
  PersonKeys: { anyOf: [object({ key: uuid }), object({ keys: listOf(orNull(uuid)) })] },
  Identity: object({ cpr: { type: 'string', pattern: '^[0-9]{10}$' }, 'name?': text }),
  PersonStatus: object({
    ...whoMembers,
    ...viewMembers,
    ...statusMembers,
    validOn: day,
    knownAt: ref('Knowledge'),
    final,
    ruleVersion,
    'enrolment?': ref('Enrolment'),
    municipality: orNull(municipality),
    secondary: anything,
    conflicts: listOf(anything),
    explanation: ref('Explanation'),
  }),
  Spell: object({ from: day, 'to?': day, ...statusMembers, 'enrolment?': ref('Enrolment'), 'explanation?': ref('Explanation') }),
  Timeline: object({ knownAt: ref('Knowledge'), final, ruleVersion, spells: listOf(ref('Spell')) }),
  Changes: object({
    fromKnown: ref('Knowledge'),
    toKnown: ref('Knowledge'),
    final,
    ruleVersion,
    changes: listOf(object({ from: day, to: orNull(day), 'before?': anything, 'after?': anything })),
  }),
  ContactPerson: object({
    role: oneOf('kui', 'jobcentre', 'institution', 'own'),
    'name?': { ...text, description: "Not of the young person's own details." },
    'phone?': text,
    'email?': text,
    organisation: text,
    from: day,
    'until?': day,
    reporter: text,
    'former?': flag,
    eventId: uuid,
  }),
  Contacts: object({ validOn: day, knownAt: ref('Knowledge'), final, ruleVersion, 'behind?': flag, contacts: listOf(ref('ContactPerson')), ...viewMembers }),
  DueDate: object(
    { dueOn: day, counted: listOf(day), skipped: listOf(object({ day, why: text })) },
    'A due date with its arithmetic: the days that counted and those that were skipped.',
  ),
  Case: object({
    ...whoMembers,
    ...viewMembers,
    relation: oneOf(...RELATIONS),
    caseId: uuid,
    person: uuid,
    clock: oneOf('contact'),
    state: oneOf('open', 'breached', 'closed', 'cancelled'),
    municipality: orNull(municipality),
    ground: oneOf('residence', 'last-known', 'school', 'none'),
    groundSince: day,
    knownOn: day,
    calendar: oneOf('A', 'B'),
    dueOn: day,
    due: object({ A: ref('DueDate'), B: ref('DueDate') }),
    rule: text,
    ruleVersion: text,
    trigger: anything,
    breachedOn: orNull(day),
    timing: orNull(oneOf('in-time', 'late', 'told-late', 'contact-before-report')),
    toldOn: orNull(day),
    cancelledWhy: orNull(oneOf('trigger-withdrawn', 'trigger-corrected', 'activity-started', 'out-of-scope', 'rules-changed')),
    sides: listOf(object({ municipality: orNull(municipality), from: day, counted: object({ A: listOf(day), B: listOf(day) }) })),
    'workdaysLeft?': orNull(whole),
  }),
  CasesWithoutHolder: object({ count: whole, cases: listOf(object({ caseId: uuid, knownOn: day, reporter: orNull(text) })) }),
  HandedOverCase: object(
    {
      ...viewMembers, relation: oneOf(...RELATIONS), caseId: uuid, person: uuid, clock: oneOf('contact'), state: oneOf('handed-over'), municipality,
      knownOn: day, handedOverOn: day, remainingWorkdays: whole,
    },
    'What a municipality keeps of a case it has handed over: what it did, not what became of it.',
  ),
  Cases: object({ municipality, today: day, 'behind?': flag, cases: listOf({ anyOf: [ref('Case'), ref('HandedOverCase')] }), 'next?': { ...text, description: 'Opaque cursor for `after`.' } }),
  Cohort: object(
    {
      validOn: day,
      knownAt: ref('Knowledge'),
      final,
      ruleVersion,
      counts: { type: 'object', propertyNames: ref('Status'), additionalProperties: whole, description: 'Persons by status, exact; of 25-29-year-olds a risk shows as the enrolment alone.' },
      coverage: object({ persons: whole, institutionsReporting: whole, unknown: whole }),
      'notShown?': { ...whole, description: 'Of a municipality: residents of 30 and over today, of whom no status is shown.' },
    },
    'A cohort on a day as known at a time.',
  ),
  ClosedWeek: object(
    {
      week,
      validOn: day,
      knownAt: ref('Knowledge'),
      final,
      counts: { type: 'object', propertyNames: ref('Status'), additionalProperties: whole, description: 'Persons by status, each with a fixed noise of -2 to +2; a zero too.' },
      coverage: object({ persons: { ...whole, description: 'With a noise of its own: not the sum of the counts.' }, unknown: whole }),
      ruleVersion: text,
    },
    'The table of a closed week, the same whenever it is asked for.',
  ),
  CohortAnswer: { anyOf: [ref('Cohort'), ref('ClosedWeek')] },
};

/** What the door answers with. */
export const receiptSchemas: Readonly<Record<string, Json>> = {
  Counts: object({ accepted: whole, duplicate: whole, held: whole, refused: whole }),
  ReceiptItem: object({
    id: orNull(text),
    outcome: oneOf('accepted', 'duplicate', 'held', 'refused'),
    'eventId?': uuid,
    'position?': whole,
    receipt: { ...text, description: 'Where the receipt is.' },
    'errors?': { ...listOf(ref('FieldError')), maxItems: 20 },
    'errorsLeftOut?': { ...whole, description: 'How many more errors there were at least.' },
    'warnings?': listOf(ref('FieldError')),
    'next?': oneOf('retry', 'fix'),
  }),
  BatchReceipt: object({ receiptId: uuid, counts: ref('Counts'), items: listOf(ref('ReceiptItem')) }, 'Counts first, then each report in the order sent.'),
  ReportReceipt: object(
    {
      receiptId: uuid,
      kind: oneOf('report'),
      id: text,
      source: text,
      type: text,
      outcome: oneOf('accepted', 'held'),
      stillHeld: { type: 'boolean', description: 'False once it is in force, also if it was held when it was received.' },
      'held?': ref('Held'),
      received: anything,
      checked: anything,
      stored: anything,
      visible: orNull(anything),
      corrections: listOf(anything),
      'effect?': { ...anything, description: 'Only with effect=true: what it changed, as far as you may see the person today; fields: [] if you may see nothing.' },
    },
    'What became of one report; never expires.',
  ),
  Held: object(
    { code: text, waitsFor: ref('Text'), remedy: ref('Text'), until: { ...day, description: 'The day after which a finding stands at you; the report still takes effect later.' }, 'didYouMean?': text },
    'What a held report waits for, until when, and what to do.',
  ),
  Receipt: { anyOf: [ref('ReportReceipt'), ref('BatchReceipt'), ref('ReceiptItem')] },
};

/** The sandbox and the operator's questions. */
export const serviceSchemas: Readonly<Record<string, Json>> = {
  Sandbox: object({
    clients: listOf(object({ id: text, secret: text, role: text, 'reporters?': listOf(text), 'municipality?': municipality })),
    institutions: listOf(object({ number: institution, name: text, type: text, municipality })),
    clock: instant,
  }),
  SandboxClock: object({ clock: instant, earliest: { ...instant, description: 'The clock can be put back no further: nothing recorded, and no moment named by a final answer, lies after it.' }, note: text }),
  Live: object({ live: flag }),
  Ready: object({
    ready: flag,
    database: oneOf('up', 'down'),
    behind: listOf(text),
    'stalled?': { ...listOf(text), description: 'Readers that have not moved for 30 s with something to read.' },
    'readers?': listOf(object({ reader: text, lagSeconds: anything, positionsBehind: whole, parked: whole, parkedSeconds: anything })),
    'oldestTransaction?': anything,
  }),
  Metrics: { ...text, description: 'Prometheus text.' },
  OpenApi: anything,
};
