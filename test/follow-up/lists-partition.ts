import { EDUCATION, neutral, type ServiceStory, type StoryService, type Young } from '../stories/service-story.ts';
import { FollowedResidence } from './followed-residence.ts';
import { MUNICIPALITIES, type ResidenceStory, ROUNDS } from './reported-residences.ts';

type AnyServiceStory = ServiceStory<StoryService>;

interface Person {
  readonly young: Young;
  readonly story: ResidenceStory;
  readonly residence: FollowedResidence;
  key: string;
}

export interface Partition {
  /** The number of open cases looked for on the lists, over all rounds. */
  open: number;
  readonly byHolder: Map<string, number>;
  readonly wrong: string[];
}

/** The municipality of each school; null if it lies in none. */
export type Schools = Readonly<Record<string, string | null>>;

/**
 * Sends all stories round by round; after each round every open case is on exactly one list, that of the right holder.
 */
export async function sendAndCheck(
  told: AnyServiceStory,
  stories: readonly ResidenceStory[],
  schools: Schools,
): Promise<Partition> {
  const people = stories.map((story, at): Person => ({
    story,
    young: told.young(`2010-0${1 + (at % 4)}-1${Math.floor(at / 4) % 9}`, Math.floor(at / 36)),
    residence: new FollowedResidence(),
    key: '',
  }));
  const seen: Partition = { open: 0, byHolder: new Map(), wrong: [] };
  for (const [round, day] of ROUNDS.entries()) {
    await reach(told, `${day}T08`);
    await sendRound(told, people, round);
    await reach(told, `${day}T10`);
    if (round === 0) await findKeys(told, people);
    await checkLists(told, people, { round, schools, seen });
  }
  return seen;
}

/**
 * Moves the clock until everything due is done. A clock with much due answers before that, so it is set again a minute
 * later.
 */
async function reach(told: AnyServiceStory, hour: string): Promise<void> {
  for (let minute = 10; minute < 60; minute += 1) {
    const settled = await told.at(`${hour}:${minute}:00Z`).then(
      () => true,
      (error: Error) => {
        if (!error.message.includes('202')) throw error;
        return false;
      },
    );
    if (settled) return;
  }
  throw new Error(`the clock does not settle at ${hour}`);
}

/** The school's report about a person in this round: enrolled in the first, interrupted in the second, then none. */
function schoolReport(round: number, school: string): { type: string; data: object } | undefined {
  if (round === 0)
    return {
      type: 'enrolment-registered',
      data: {
        enrolmentId: 'E-1',
        institution: school,
        education: EDUCATION,
        kind: 'vocational',
        startsOn: '2025-08-11',
      },
    };
  if (round === 1)
    return {
      type: 'education-interrupted',
      data: { enrolmentId: 'E-1', lastDay: '2026-05-05', reason: neutral('moved') },
    };
  return undefined;
}

interface RoundReports {
  readonly register: object[];
  readonly schools: object[];
  readonly contacts: object[];
}

function reportsOfRound(told: AnyServiceStory, people: readonly Person[], round: number): RoundReports {
  const day = ROUNDS[round] ?? '';
  const reports: RoundReports = { register: [], schools: [], contacts: [] };
  for (const [at, { young, story, residence }] of people.entries()) {
    const bySchool = schoolReport(round, story.school);
    if (bySchool) {
      const identity = { id: `${at}-${bySchool.type}`, client: 'sa-nord' };
      reports.schools.push(told.event(young, bySchool.type, story.school, bySchool.data, identity));
    }
    for (const [index, report] of story.reports.entries()) {
      const sent = report.round === round ? residence.send(report, `${at}-${index}`, day) : undefined;
      if (sent) reports.register.push(told.event(young, sent.type, 'cpr', sent.data, { id: sent.id }));
    }
    const contact = { on: day, channel: neutral('phone'), guardianInvolved: false };
    if (story.contactIn === round)
      reports.contacts.push(told.event(young, 'contact-made', 'municipality-0751', contact, { id: `${at}-contact` }));
  }
  return reports;
}

async function sendRound(told: AnyServiceStory, people: readonly Person[], round: number): Promise<void> {
  const { register, schools, contacts } = reportsOfRound(told, people, round);
  for (const [client, events] of [
    ['cpr', register],
    ['sa-nord', schools],
    ['adviser-0751', contacts],
  ] as const) {
    if (events.length === 0) continue;
    const { status, body } = await told.service.report(client, events);
    if (status !== 202 || body.counts.refused > 0)
      throw new Error(
        `${status} ` +
          `${JSON.stringify(body.items?.find(({ outcome }: { outcome: string }) => outcome === 'refused') ?? body)}`,
      );
  }
}

async function findKeys(told: AnyServiceStory, people: readonly Person[]): Promise<void> {
  const { rows } = await told.service.parts.pool.query<{ stream: string; sender_id: string }>(
    "select stream, sender_id from log.events where type = 'enrolment-registered.v1'",
  );
  const byId = new Map(rows.map(({ stream, sender_id: id }) => [id, stream]));
  for (const [at, person] of people.entries()) person.key = byId.get(`${at}-enrolment-registered`) ?? '';
}

/** The cases that run by the facts of the log alone, with their person. */
async function openCases(told: AnyServiceStory): Promise<Map<string, string>> {
  const { rows } = await told.service.parts.pool.query<{ type: string; stream: string; id: string }>(
    `select type, stream, data->>'caseId' as id from log.events where type ~ '^follow-up-(opened|closed|cancelled)'
     order by position`,
  );
  const open = new Map<string, string>();
  for (const { type, stream, id } of rows) {
    if (type.startsWith('follow-up-opened')) open.set(id, stream);
    else open.delete(id);
  }
  return open;
}

async function listOf(told: AnyServiceStory, municipality: string): Promise<string[]> {
  const found: string[] = [];
  for (let after = ''; ;) {
    const { body } = await told.service.get(`/v1/cases${after}`, `adviser-${municipality}`);
    found.push(...(body.cases as { caseId: string }[]).map(({ caseId }) => caseId));
    if (body.next === undefined) return found;
    after = `?after=${body.next}`;
  }
}

interface Checking {
  readonly round: number;
  readonly schools: Schools;
  readonly seen: Partition;
}

async function checkLists(
  told: AnyServiceStory,
  people: readonly Person[],
  { round, schools, seen }: Checking,
): Promise<void> {
  const without = (await told.service.get('/v1/cases/without-holder', 'operator')).body as {
    count: number;
    cases: { caseId: string }[];
  };
  const listed: [string, string][] = without.cases.map(({ caseId }) => [caseId, 'none']);
  if (without.count !== without.cases.length)
    seen.wrong.push(`round ${round}: ${without.count} without a holder, ${without.cases.length} listed`);
  for (const municipality of MUNICIPALITIES)
    listed.push(...(await listOf(told, municipality)).map((caseId): [string, string] => [caseId, municipality]));
  const open = await openCases(told);
  const byKey = new Map(people.map((person) => [person.key, person]));
  for (const [caseId, stream] of open) {
    const on = listed.filter(([id]) => id === caseId).map(([, list]) => list);
    const person = byKey.get(stream);
    const holder = person?.residence.holderOn(ROUNDS[round] ?? '') ?? '';
    const right = holder === 'school' ? (schools[person?.story.school ?? ''] ?? 'none') : holder;
    seen.open += 1;
    seen.byHolder.set(
      holder === 'school' ? `school ${right}` : right,
      (seen.byHolder.get(holder === 'school' ? `school ${right}` : right) ?? 0) + 1,
    );
    if (on.join() !== right)
      seen.wrong.push(
        `round ${round}: on the list of ${on.join() || 'nobody'}, should be ${right}: ${JSON.stringify(person?.story)}`,
      );
  }
  for (const [caseId, list] of listed)
    if (!open.has(caseId)) seen.wrong.push(`round ${round}: ${list} lists a case that does not run`);
}
