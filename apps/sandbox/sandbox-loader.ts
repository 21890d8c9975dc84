import { Inject, Injectable, Optional } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { localDay, MOVABLE_CLOCK, MovableClock, systemClock } from '#libs/calendar';
import { earliestTime, EVENT_STORE, type EventStore } from '#libs/event-store';
import { importInstitutions, InstitutionRegister } from '#libs/institutions';
import { eventIdOf, ReportIntake } from '#libs/intake';
import { PRINT_LINE, type PrintLine } from '#libs/telemetry';
import { findSandboxClient } from './issuer/clients.ts';
import { SANDBOX_INSTITUTIONS } from './issuer/institutions.ts';
import { SANDBOX_SETTINGS, type SandboxSettings, SETTLING, type Settling } from './sandbox-settings.ts';
import { STORIES, STORIES_END, type Story, type StoryStep } from './stories.ts';

const SETTLE_MILLISECONDS = 9_000;

interface DatedStep {
  readonly story: Story;
  readonly step: StoryStep;
}

/**
 * Puts the sandbox's institutions and stories in place once; a later start finds them and changes nothing. The stories
 * are sent through the intake like any report, at their own times by the sandbox's clock.
 */
@Injectable()
export class SandboxLoader {
  constructor(
    @Inject(SANDBOX_SETTINGS) private readonly settings: SandboxSettings,
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore<PoolClient>,
    @Inject(MOVABLE_CLOCK) private readonly clock: MovableClock,
    @Inject(InstitutionRegister) private readonly institutions: InstitutionRegister,
    @Inject(ReportIntake) private readonly intake: ReportIntake,
    @Inject(PRINT_LINE) private readonly print: PrintLine,
    @Optional() @Inject(SETTLING) private readonly later: Settling | undefined,
  ) {}

  async load(): Promise<void> {
    await importInstitutions(this.pool, SANDBOX_INSTITUTIONS, { on: localDay(this.clock.now()), source: 'sandbox' });
    await this.institutions.refresh();
    if (this.settings.stories === 'on' && this.later) await this.loadStories(this.later);
  }

  private async loadStories(later: Settling): Promise<void> {
    const steps = stepsInOrder();
    const [first, last] = [steps[0], steps.at(-1)];
    if (!first || !last || (await this.isLoaded(last.step))) return;
    if (!(await this.isLoaded(first.step)) && (await earliestTime(this.pool)) > new Date(first.step.at)) {
      return this.print(
        'The sandbox holds reports from after its stories began, so they are not loaded: its clock only goes forward.',
      );
    }
    this.print('Loading the sandbox: institutions and three stories from the law.');
    for (const step of steps) {
      await this.send(step);
      await later.settle(SETTLE_MILLISECONDS);
    }
    await this.clock.set(new Date(STORIES_END));
    await later.settle(SETTLE_MILLISECONDS);
    const earliest = await earliestTime(this.pool);
    await (systemClock.now() < earliest ? this.clock.set(earliest) : this.clock.reset());
  }

  private async isLoaded({ client, reporter, id }: StoryStep): Promise<boolean> {
    const eventId = eventIdOf(`/systems/${client}/reporters/${reporter}`, id);
    return (await this.store.findByEventIds([eventId])).length > 0;
  }

  private async send({ story, step }: DatedStep): Promise<void> {
    await this.clock.set(new Date(step.at));
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
    const intake = new ReportIntake({ ...this.intake.context, newId: () => story.key });
    const receipt = await intake.accept({ sender, reports: [report], kind: 'single' });
    const [item] = receipt.items;
    if (item?.outcome === 'refused')
      throw new Error(`the story's report ${step.id} was refused: ${JSON.stringify(item.errors)}`);
  }
}

function stepsInOrder(): readonly DatedStep[] {
  return STORIES.flatMap((story) => story.steps.map((step) => ({ story, step }))).sort((a, b) =>
    a.step.at < b.step.at ? -1 : 1,
  );
}
