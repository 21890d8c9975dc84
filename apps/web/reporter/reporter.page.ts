import { Controller, Get, Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { CLOCK, type Clock, localDay, weeksBefore } from '#libs/calendar';
import { inPath, inQuery, Parameters, type ParametersOf, text } from '#libs/contract';
import { type Actor, CurrentActor } from '#libs/identity';
import { MissingReports } from '../../status/missing-reports/missing-reports.query.ts';
import { LateReports } from '../../status/late-reports/late-reports.query.ts';
import { Timeliness } from '../../status/timeliness/timeliness.query.ts';
import { SignedInPage } from '../frame/page.ts';
import type { PageView } from '../frame/page-view.ts';
import { before, CHOICES, type Chosen, chosenOf } from '../reporters/chosen.ts';
import { Names } from '../reporters/names.ts';
import { reporterView } from './reporter-view.ts';
import { WEEKS_DRAWN } from './trend-view.ts';

const { uge, uger } = CHOICES;
/** The last item of the page before of a list. */
function itemParameter(name: string) {
  return inQuery(name, text('Det sidste punkt på siden før.', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f'), {
    wrong: 'cursor',
    as: (item) => (/^[\w-]{1,200}$/.test(item) ? item : undefined),
  });
}

const PARAMETERS = {
  reporter: inPath('reporter', text('Indberetterens nummer.', '990110'), (reporter) =>
    /^[a-z0-9-]{1,40}$/.test(reporter) ? reporter : undefined,
  ),
  after: itemParameter('efter-punkt'),
  afterMissing: itemParameter('mangler-efter'),
  uge,
  uger,
};

/** `/indberettere/{number}`: one reporter, down to its late reports. */
@Controller('indberettere/:reporter')
export class ReporterPage {
  constructor(
    private readonly queries: QueryBus,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @SignedInPage()
  async show(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { reporter, after, afterMissing, ...choice }: ParametersOf<typeof PARAMETERS>,
  ): Promise<PageView> {
    const now = this.clock.now();
    const chosen = chosenOf({ ...choice, kommune: undefined, efter: undefined }, localDay(now));
    const asked = (by: 'institution' | 'week', { from, to }: Pick<Chosen, 'from' | 'to'>) =>
      this.queries.execute(new Timeliness(actor, { by, municipality: undefined, reporter, from, to }));
    const [whole, earlier, weeks, late, missing] = await Promise.all([
      asked('institution', chosen),
      asked('institution', before(chosen)),
      asked('week', { from: weeksBefore(chosen.to, WEEKS_DRAWN - 1), to: chosen.to }),
      this.queries.execute(new LateReports(actor, reporter, after)),
      this.queries.execute(new MissingReports(actor, reporter, afterMissing)),
    ]);
    const isFirst = { late: after === undefined, missing: afterMissing === undefined };
    const around = { reporter, chosen, names: this.names, now, isFirst };
    return reporterView({ whole, earlier, weeks, late, missing }, around);
  }
}
