import { Controller, Get, Inject, Query } from '@nestjs/common';
import { type IQueryHandler, Query as Question, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { decideAccess } from '#libs/access';
import { localDay } from '#libs/calendar';
import { type AnswerOf, Contract, day, listOf, object, orNull, text, uuid, whole } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { countCasesWithoutHolder, findCasesWithoutHolder } from '#projections/follow-up-cases/without-holder.query';
import { SERVICE_PARTS, type ServiceParts } from '../../service/service-parts.ts';
import { type RawQuery, refuseUnknown } from '../parameters.ts';

/** The list must be empty; beyond this many the count says how many more there are. */
const MOST_SHOWN = 200;

const casesWithoutHolderSchema = object(
  'CasesWithoutHolder',
  'Running cases that no municipality holds, oldest first.',
  {
    count: whole('How many there are.', 1),
    cases: listOf(
      object('CaseWithoutHolder', 'A case, with nothing in it that tells of a person.', {
        caseId: uuid('The case.'),
        knownOn: day('The day of knowledge.', '2026-11-22'),
        reporter: orNull(
          text('A reporter.', '990110'),
          'The reporter to ask where the young person lives or goes to school; null if its report is not in the log any more.',
        ),
      }),
      `At most ${MOST_SHOWN}.`,
    ),
  },
);
export type CasesWithoutHolderAnswer = AnswerOf<typeof casesWithoutHolderSchema>;

export class CasesWithoutHolder extends Question<CasesWithoutHolderAnswer> {
  constructor(readonly actor: Actor) {
    super();
  }
}

/** The operator's list of cases without a holder: no person, no municipality, no look. */
@QueryHandler(CasesWithoutHolder)
export class CasesWithoutHolderHandler implements IQueryHandler<CasesWithoutHolder> {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  async execute({ actor }: CasesWithoutHolder): Promise<CasesWithoutHolderAnswer> {
    const { pool, rules, clock } = this.parts;
    const decision = decideAccess(actor, { kind: 'cases-without-holder' }, rules.on(localDay(clock.now())));
    if (!decision.allowed) throw new ProblemError(decision.as);
    return { count: await countCasesWithoutHolder(pool), cases: await findCasesWithoutHolder(pool, MOST_SHOWN) };
  }
}

@Controller('v1/cases/without-holder')
export class CasesWithoutHolderController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'listCasesWithoutHolder',
    tag: 'Follow-up',
    summary: "The operator's list of running cases that no municipality holds; it must be empty. No personal data.",
    answers: {
      200: {
        means: `The cases, oldest first, at most ${MOST_SHOWN}, and how many there are.`,
        schema: casesWithoutHolderSchema,
      },
    },
    problems: ['invalid-parameter', 'not-found'],
  })
  list(@CurrentActor() actor: Actor, @Query() query: RawQuery): Promise<CasesWithoutHolderAnswer> {
    refuseUnknown(query, []);
    return this.queries.execute(new CasesWithoutHolder(actor));
  }
}
