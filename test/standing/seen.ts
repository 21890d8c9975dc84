import type { Answer } from '../service/running.ts';
import { FOLLOW_UP, type Item, type Young } from '../stories/service-story.ts';
import type { AnyServiceStory } from './views.ts';

/** A person of the proof, and the reports of both twins, in order. */
export interface Twin {
  readonly young: Young;
  readonly key: string;
  readonly items: readonly Item[];
}

/** Headers that differ from call to call, whoever the question is about. */
const OF_THE_CALL = new Set(['date', 'x-correlation-id', 'x-request-id', 'traceparent']);
/** Digests of texts with ids in them, and their length if a position has one digit more. */
const OF_OWN_IDS = new Set(['etag', 'content-length']);
const KNOWLEDGE = /"(?:knownAt|fromKnown|toKnown)":\{[^}]*\},?|"(?:correlationId|instance)":"[^"]*",?/gu;

/**
 * The parts of an answer that must stay equal for the same question about the same person: only the state of knowledge
 * may move on.
 */
export function toCompareInTime({ status, headers, body }: Answer): string {
  const named = [...headers].filter(
    ([name]) => !OF_THE_CALL.has(name) && (status !== 200 || name !== 'content-length'),
  );
  return JSON.stringify([status, named.sort(), JSON.stringify(body).replaceAll(KNOWLEDGE, '')]);
}

/** The parts of an answer that must be equal for a twin: all but own ids, positions and moments. */
export function toCompareWithTwin(
  { status, headers, body }: Answer,
  { young, key }: Pick<Twin, 'young' | 'key'>,
): string {
  const named = [...headers].filter(([name]) => !OF_THE_CALL.has(name) && !OF_OWN_IDS.has(name));
  const text = JSON.stringify(body)
    .replaceAll(/"instance":"[^"]*"/gu, '"instance":""')
    .replaceAll(key, 'key')
    .replaceAll(young.cpr, 'number')
    .replaceAll(/"position":\d+/gu, '"position":0')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu, 'uuid')
    .replaceAll(/"(?:id|contentHash)":"[^"]*"/gu, '"own":""')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, 'moment');
  return JSON.stringify([status, named.sort(), text]);
}

interface Asked {
  readonly question: string;
  readonly answer: Answer;
}

/** The questions about one person, today and as known at each of its reports. */
export async function askOf(story: AnyServiceStory, client: string, { young, key, items }: Twin): Promise<Asked[]> {
  const known = items.flatMap(({ position }, at) =>
    ['status', 'timeline', 'status?validOn=2026-05-20'].map((what) => [
      `${what} known at ${at}`,
      `${what}${what.includes('?') ? '&' : '?'}knownAt=${position}`,
    ]),
  );
  const changes = items.map(({ position }, at) => [`changes since ${at}`, `changes?fromKnown=${position}`]);
  const now = ['status', 'timeline', 'changes', 'contacts', 'contacts?validOn=2026-05-20'].map((what) => [what, what]);
  const receipts = items.flatMap(({ receipt }, at) =>
    ['', '?effect=true'].map((query) => [`receipt ${at}${query}`, `${receipt}${query}`]),
  );
  const paths = [
    ...[...known, ...changes, ...now].map(([question, path]) => [question, `/v1/persons/${key}/${path}`]),
    ...receipts,
  ];
  const bodies: readonly (readonly [string, object])[] = [
    ['look-up', { cpr: young.cpr }],
    ['look-up of many', { cprs: [young.cpr] }],
  ];
  return Promise.all([
    ...paths.map(async ([question = '', path = '']) => ({
      question,
      answer: await story.service.get(path, client, FOLLOW_UP),
    })),
    ...bodies.map(async ([question, body]) => ({
      question,
      answer: await story.service.send('POST', '/v1/persons/lookup', body, client, FOLLOW_UP),
    })),
  ]);
}

/** The questions about many people at once: a hidden fact about one person changes none of their answers. */
export async function askOfAll(story: AnyServiceStory, client: string, { items }: Twin): Promise<Asked[]> {
  const municipality = client.startsWith('adviser-')
    ? [`municipality=${client.slice(8)}`]
    : ['institution=990110', 'institution=990610'];
  const paths = [
    '/v1/cases',
    '/v1/cases?state=open,breached,closed,cancelled,handed-over',
    '/v1/cases?state=handed-over',
    ...municipality.flatMap((whose) => [
      `/v1/cohort?${whose}&validOn=2026-06-01`,
      ...items.map(({ position }) => `/v1/cohort?${whose}&validOn=2026-06-01&knownAt=${position}`),
    ]),
  ];
  return Promise.all(paths.map(async (path) => ({ question: path, answer: await story.service.get(path, client) })));
}

/** The rows of the work list about one person. */
export async function rowsAbout(story: AnyServiceStory, client: string, { key }: Pick<Twin, 'key'>): Promise<Answer> {
  const answer = await story.service.get('/v1/cases?state=open,breached,closed,cancelled,handed-over', client);
  const cases = ((answer.body.cases ?? []) as { person: string }[]).filter(({ person }) => person === key);
  return { ...answer, headers: new Headers(), body: { cases } };
}
