import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Contract, Parameters } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import {
  type CasesWithoutHolderAnswer,
  casesWithoutHolderSchema,
  MOST_CASES_SHOWN,
} from './cases-without-holder-answer.ts';
import { CasesWithoutHolder } from './cases-without-holder.query.ts';

const PARAMETERS = {};

@Controller('v1/cases/without-holder')
export class CasesWithoutHolderController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'listCasesWithoutHolder',
    tag: 'Follow-up',
    summary: "The operator's list of running cases that no municipality holds; it must be empty. No personal data.",
    parameters: PARAMETERS,
    answers: {
      200: {
        means: `The cases, oldest first, at most ${MOST_CASES_SHOWN}, and how many there are.`,
        schema: casesWithoutHolderSchema,
      },
    },
    problems: ['invalid-parameter', 'not-found'],
  })
  list(@CurrentActor() actor: Actor, @Parameters(PARAMETERS) _none: object): Promise<CasesWithoutHolderAnswer> {
    return this.queries.execute(new CasesWithoutHolder(actor));
  }
}
