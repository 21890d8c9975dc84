import { localDay } from '#libs/calendar';
import { systemClock } from '#libs/calendar';
import { acceptReports, eventIdOf } from '#libs/intake';
import { earliestTime } from '#libs/event-store';
import { importInstitutions } from '#libs/institutions';
import { findSandboxClient } from '#apps/sandbox/issuer/clients';
import { SANDBOX_INSTITUTIONS } from '#apps/sandbox/issuer/institutions';
import type { ServiceParts } from '../service/service-parts.ts';
import { STORIES, STORIES_END, type Story, type StoryStep } from './stories.ts';

const SETTLE_MILLISECONDS = 9_000;

/**
 * Puts the sandbox's institutions and stories in place once; a later start finds them and changes nothing. The stories
 * are sent through the door like any report, at their own times by the sandbox's clock.
 */
export async function loadSandbox(
  parts: ServiceParts,
  say: (line: string) => void,
  options = { stories: true },
): Promise<void> {
  await importInstitutions(parts.pool, SANDBOX_INSTITUTIONS, { on: localDay(parts.clock.now()), source: 'sandbox' });
  await parts.institutions.refresh();
  const steps = STORIES.flatMap((story) => story.steps.map((step) => ({ story, step }))).sort((a, b) =>
    a.step.at < b.step.at ? -1 : 1,
  );
  const [first, last] = [steps[0], steps.at(-1)];
  if (!options.stories || !first || !last || !parts.worker || (await isLoaded(parts, last.step))) return;
  if (!(await isLoaded(parts, first.step)) && (await earliestTime(parts.pool)) > new Date(first.step.at)) {
    say('The sandbox holds reports from after its stories began, so they are not loaded: its clock only goes forward.');
    return;
  }
  say('Loading the sandbox: institutions and three stories from the law.');
  for (const { story, step } of steps) await tell(parts, story, step);
  await parts.clock.set(new Date(STORIES_END));
  await parts.worker.settle(SETTLE_MILLISECONDS);
  const earliest = await earliestTime(parts.pool);
  await (systemClock.now() < earliest ? parts.clock.set(earliest) : parts.clock.reset());
}

async function isLoaded({ store }: ServiceParts, { client, reporter, id }: StoryStep): Promise<boolean> {
  return (await store.findByEventIds([eventIdOf(`/systems/${client}/reporters/${reporter}`, id)])).length > 0;
}

async function tell(parts: ServiceParts, story: Story, step: StoryStep): Promise<void> {
  await parts.clock.set(new Date(step.at));
  const client = findSandboxClient(step.client);
  if (!client) throw new Error(`the story names a client that is not there: ${step.client}`);
  const sender = { clientId: client.id, systemId: client.id, role: client.role, reporters: client.reporters ?? [] };
  const report = {
    specversion: '1.0',
    id: step.id,
    source: `/systems/${step.client}/reporters/${step.reporter}`,
    type: `dk.ungestatus.${step.type}.v1`,
    time: step.registered,
    data: { person: { cpr: story.cpr }, ...step.data },
  };
  // The key of a story's person is part of the README, so it is given, not random.
  const door = { ...parts.door, newId: () => story.key };
  const receipt = await acceptReports(door, { sender, reports: [report], kind: 'single' });
  const [item] = receipt.items;
  if (item?.outcome === 'refused')
    throw new Error(`the story's report ${step.id} was refused: ${JSON.stringify(item.errors)}`);
  await parts.worker?.settle(SETTLE_MILLISECONDS);
}
