import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { CLOCK_NAMES } from '#events/follow-up/clock-names';
import { Contract, inQuery, listInQuery, Parameters, type ParametersOf, text } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { LIST_STATES, type ListState } from '#projections/follow-up-cases/cases.query';
import { municipalityParameter, purposeOfListParameter } from '../parameters.ts';
import { type WorkListAnswer, workListSchema } from './cases-answer.ts';
import { WorkList } from './cases.query.ts';

const DEFAULT_STATES: readonly ListState[] = ['open', 'breached'];

const PARAMETERS = {
  municipality: municipalityParameter("Whose list; the caller's own if left out."),
  clocks: listInQuery(
    'clock',
    CLOCK_NAMES,
    text(`One or several, with commas between, of: ${CLOCK_NAMES.join(', ')}. All if left out.`, CLOCK_NAMES.join()),
  ),
  states: listInQuery(
    'state',
    LIST_STATES,
    text(
      `One or several, with commas between, of: ${LIST_STATES.join(', ')}. ${DEFAULT_STATES.join()} if left out.`,
      'open,breached',
    ),
  ),
  after: inQuery(
    'after',
    text('The cursor of the page before.', 'eyJkIjoiMjAyNi0xMS0yNyJ9', { pattern: '^[A-Za-z0-9_-]{1,200}$' }),
    { wrong: 'cursor' },
  ),
  purpose: purposeOfListParameter,
};

@Controller('v1/cases')
export class CasesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'listCases',
    tag: 'Follow-up',
    summary: "A municipality's cases, most urgent first, 50 a page. A page is a look at everybody on it.",
    parameters: PARAMETERS,
    answers: { 200: { means: 'A page of cases.', schema: workListSchema, headers: ['NextPage'] } },
    problems: ['purpose-unknown', 'invalid-parameter', 'not-found'],
  })
  async workList(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { purpose, municipality, clocks, states, after }: ParametersOf<typeof PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WorkListAnswer> {
    const answer = await this.queries.execute(
      new WorkList(actor, purpose, municipality, clocks, states ?? DEFAULT_STATES, after),
    );
    if (answer.next !== undefined)
      void reply.header(
        'Link',
        `<${nextUrl(answer, { clock: clocks?.join(','), state: states?.join(',') })}>; rel="next"`,
      );
    return answer;
  }
}

function nextUrl({ municipality, next }: WorkListAnswer, filters: Record<string, string | undefined>): string {
  const given = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const parameters = new URLSearchParams([['municipality', municipality], ...given, ['after', next ?? '']]);
  return `/v1/cases?${parameters.toString()}`;
}
