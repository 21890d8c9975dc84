import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Lanes } from '#libs/concurrency';
import type { Actor } from '#libs/identity';
import {
  type Call,
  countOutcomes,
  EFFECTS_OF_TRIED,
  type EffectsOfTried,
  ReportIntake,
  type TriedItem,
} from '#libs/intake';
import { CLIENT_LIMITS, ClientLimits } from '#libs/limits';
import { TRACING, type Tracing } from '#libs/telemetry';
import type { Effect } from '#projections/education-status/effect-schema';
import type { DryRun, DryRunItem } from './dry-run-answer.ts';
import type { BatchOptions } from './events.command.ts';
import { allOrNothingRefusal, singleRefusal } from './refusals.ts';
import { batchIn, singleIn } from './sent-body.ts';

/** Determines the outcome of one report, or with `batch` of a batch. Nothing is stored. */
export class TryReports extends Query<DryRun> {
  constructor(
    readonly sender: Actor,
    /** The parsed body, not checked. */
    readonly body: unknown,
    readonly batch?: BatchOptions,
  ) {
    super();
  }
}

/** Number of simultaneous dry runs: they must not delay reports that are sent. */
const AT_ONCE = 1;
/** Each effect is a look at a person and evaluates the whole history again. */
const MOST_EFFECTS = 100;

@QueryHandler(TryReports)
export class TryReportsHandler implements IQueryHandler<TryReports> {
  private readonly lanes = new Lanes(AT_ONCE);

  constructor(
    private readonly intake: ReportIntake,
    @Inject(EFFECTS_OF_TRIED) private readonly effectsOf: EffectsOfTried<Effect>,
    @Inject(CLIENT_LIMITS) private readonly limits: ClientLimits,
    @Inject(TRACING) private readonly tracing: Tracing,
  ) {}

  /** @throws ProblemError as for sent reports, but a refusal has no receipt */
  async execute({ sender, body, batch }: TryReports): Promise<DryRun> {
    const reports = batch === undefined ? singleIn(body) : batchIn(body);
    await this.limits.take('reports', sender.clientId, reports.length);
    const call: Call = { sender, reports, kind: batch === undefined ? 'single' : 'batch' };
    const work = (): Promise<DryRun> => this.tracing.span('dry run', () => this.tried(sender, call, batch));
    return this.lanes.run(work, sender.clientId);
  }

  private async tried(sender: Actor, call: Call, batch: BatchOptions | undefined): Promise<DryRun> {
    const items = await this.intake.dryRun(call);
    const refused = items.find(({ outcome }) => outcome === 'refused');
    if (refused && batch === undefined) throw singleRefusal(refused);
    if (refused && batch?.allOrNothing === true) throw allOrNothingRefusal({ items });
    const events = items.flatMap(({ event }) => (event ? [event] : []));
    const effects = await this.effectsOf(sender, events.slice(0, MOST_EFFECTS));
    return { dryRun: true, counts: countOutcomes(items), items: items.map((item) => toAnswer(item, effects)) };
  }
}

function toAnswer({ event, ...item }: TriedItem, effects: ReadonlyMap<string, Effect>): DryRunItem {
  const effect = event && effects.get(event.eventId);
  return { ...item, ...(effect === undefined ? {} : { effect }) } as DryRunItem;
}
