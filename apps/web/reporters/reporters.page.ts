import { Controller, Get, Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import { Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, CurrentActor } from '#libs/identity';
import { Timeliness } from '../../status/timeliness/timeliness.query.ts';
import { SignedInPage } from '../frame/page.ts';
import type { PageView } from '../frame/page-view.ts';
import { before, CHOICES, chosenOf } from './chosen.ts';
import { Names } from './names.ts';
import { reportersView } from './reporters-view.ts';

/** `/indberettere`: who reports on time, and whose each delay is. */
@Controller('indberettere')
export class ReportersPage {
  constructor(
    private readonly queries: QueryBus,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @SignedInPage()
  async show(
    @CurrentActor() actor: Actor,
    @Parameters(CHOICES) choice: ParametersOf<typeof CHOICES>,
  ): Promise<PageView> {
    const now = this.clock.now();
    const chosen = chosenOf(choice, localDay(now));
    // An adviser has the own municipality alone; without a choice that is the question.
    const municipality = chosen.municipality ?? (actor.role === 'adviser' ? actor.municipality : undefined);
    const asked = { by: chosen.by, municipality, reporter: undefined };
    const [answer, earlier] = await Promise.all([
      this.queries.execute(new Timeliness(actor, { ...asked, from: chosen.from, to: chosen.to })),
      this.queries.execute(new Timeliness(actor, { ...asked, ...before(chosen) })),
    ]);
    return reportersView({ answer, earlier }, { chosen: { ...chosen, municipality }, names: this.names, now });
  }
}
