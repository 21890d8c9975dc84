import { FOLLOW_UP, type Item } from '../stories/service-story.ts';
import { askOf, askOfAll, rowsAbout, toCompareInTime, toCompareWithTwin, type Twin } from './seen.ts';
import type { AnyServiceStory, View } from './views.ts';

export interface Told {
  asked: number;
  /** The questions whose answer discloses that there is a hidden fact. */
  readonly differences: string[];
}

let serial = 0;

/**
 * Twins of whom one has a hidden fact, the first before the first of the common reports, the next before the second,
 * and so on in a cycle. Asks all questions: about the twins side by side at every state of knowledge, and about the one
 * right before and right after its fact.
 */
export async function askAboutHidden(
  story: AnyServiceStory,
  view: View,
  only: readonly string[] = Object.keys(view.hidden),
): Promise<Told> {
  const told: Told = { asked: 0, differences: [] };
  const plain = await lifeOf(story, view, told, undefined);
  const seen = await seenOf(story, view, plain, told);
  for (const [index, name] of only.entries()) {
    const at = view.hiddenFrom + (index % (view.common.length + 1 - view.hiddenFrom));
    const twin = await lifeOf(story, view, told, { name, at });
    for (const [question, text] of await seenOf(story, view, twin, told)) {
      if (seen.get(question) !== text)
        told.differences.push(`${name} before ${at}: ${question}: ${differing(seen.get(question), text)}`);
    }
    const [own, other] = [await positionNow(story, view, plain), await positionNow(story, view, twin)];
    if (own !== other) told.differences.push(`${name} before ${at}: known at ${own} | ${other}`);
  }
  return told;
}

/** The state of knowledge of an answer of now: no report comes between the two. */
async function positionNow(story: AnyServiceStory, { client }: View, { key }: Twin): Promise<number | undefined> {
  const { body } = await story.service.get(`/v1/persons/${key}/status`, client, FOLLOW_UP);
  return (body as { knownAt?: { position: number } }).knownAt?.position;
}

/** The place of the first difference of two texts. */
function differing(one = '', other = ''): string {
  const parts = [...one].findIndex((letter, index) => letter !== other[index]);
  const at = Math.max(0, (parts < 0 ? one.length : parts) - 60);
  return `${one.slice(at, at + 160)} | ${other.slice(at, at + 160)}`;
}

async function lifeOf(
  story: AnyServiceStory,
  view: View,
  told: Told,
  fact: { readonly name: string; readonly at: number } | undefined,
): Promise<Twin> {
  const young = story.young(view.birthDate, (serial += 1));
  const items: Item[] = [];
  const now = async (): Promise<Twin> => ({ young, items, key: await keyOf(story, items[0]) });
  for (let at = 0; at <= view.common.length; at += 1) {
    if (fact?.at === at) {
      const hide = view.hidden[fact.name];
      if (!hide) throw new Error(`no hidden fact ${fact.name}`);
      if (items.length === 0) await hide(story, young);
      else
        await compareInTime(story, view, { twin: await now(), told, hide: () => hide(story, young), name: fact.name });
    }
    const deed = view.common[at];
    if (deed) items.push(await deed(story, young));
  }
  await settled(story);
  return now();
}

interface Hiding {
  readonly twin: Twin;
  readonly told: Told;
  readonly name: string;
  readonly hide: () => Promise<unknown>;
}

async function compareInTime(
  story: AnyServiceStory,
  { client }: View,
  { twin, told, hide, name }: Hiding,
): Promise<void> {
  const everything = async () => [...(await askOf(story, client, twin)), ...(await askOfAll(story, client, twin))];
  await settled(story);
  const before = await everything();
  await hide();
  await settled(story);
  for (const [index, { question, answer }] of (await everything()).entries()) {
    told.asked += 1;
    const [was, is] = [before[index], answer].map((one) => one && toCompareInTime('answer' in one ? one.answer : one));
    if (was !== is) told.differences.push(`${name} just told: ${question}: ${differing(was, is)}`);
  }
}

async function seenOf(story: AnyServiceStory, { client }: View, twin: Twin, told: Told): Promise<Map<string, string>> {
  const asked = [
    ...(await askOf(story, client, twin)),
    { question: 'work list', answer: await rowsAbout(story, client, twin) },
  ];
  told.asked += asked.length;
  return new Map(asked.map(({ question, answer }) => [question, toCompareWithTwin(answer, twin)]));
}

/** Waits for a clock that was put forward: it answers once everything due is done. */
async function settled(story: AnyServiceStory): Promise<void> {
  const { clock } = (await story.service.get('/v1/sandbox')).body as { clock: string };
  await story.at(new Date(Date.parse(clock) + 1_000).toISOString());
}

async function keyOf(story: AnyServiceStory, item: Item | undefined): Promise<string> {
  const { rows } = await story.service.parts.pool.query<{ stream: string }>(
    'select stream from log.events where event_id = $1',
    [item?.eventId],
  );
  return rows[0]?.stream ?? '';
}
