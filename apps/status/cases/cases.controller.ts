import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { ClockName } from '#events/follow-up/follow-up.event';
import { Contract, inQuery, municipality as codeOfMunicipality, oneOf, text } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { LIST_STATES, type ListState } from '#projections/follow-up-cases/cases.query';
import { type RawQuery, readMunicipality, readSome, readText, refuseUnknown } from '../parameters.ts';
import { purposeParameter } from '../person-answer.ts';
import { WorkList, type WorkListAnswer, workListSchema } from './cases.query.ts';

const CLOCKS: readonly ClockName[] = ['contact'];
const DEFAULT_STATES: readonly ListState[] = ['open', 'breached'];

@Controller('v1/cases')
export class CasesController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'listCases',
    tag: 'Follow-up',
    summary: "A municipality's cases, most urgent first, 50 a page. A page is a look at everybody on it.",
    parameters: [
      inQuery('municipality', codeOfMunicipality("Whose list; the caller's own if left out.")),
      inQuery('clock', oneOf(CLOCKS, 'Only this clock; several with commas between.')),
      inQuery(
        'state',
        text(
          `One or several, with commas between, of: ${LIST_STATES.join(', ')}. ${DEFAULT_STATES.join()} if left out.`,
          'open,breached',
        ),
      ),
      inQuery(
        'after',
        text('The cursor of the page before.', 'eyJkIjoiMjAyNi0xMS0yNyJ9', { pattern: '^[A-Za-z0-9_-]{1,200}$' }),
      ),
      { ...purposeParameter, required: false },
    ],
    answers: { 200: { means: 'A page of cases.', schema: workListSchema, headers: ['NextPage'] } },
    problems: ['purpose-unknown', 'invalid-parameter', 'not-found'],
  })
  async workList(
    @CurrentActor() actor: Actor,
    @Headers('x-purpose') purpose: string | undefined,
    @Query() query: RawQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WorkListAnswer> {
    refuseUnknown(query, ['municipality', 'clock', 'state', 'after']);
    const municipality = readMunicipality(query);
    const [clock] = readSome<ClockName>(query, 'clock', CLOCKS) ?? [];
    const states = readSome<ListState>(query, 'state', LIST_STATES) ?? DEFAULT_STATES;
    const after = readText(query, 'after', /^[A-Za-z0-9_-]{1,200}$/, 'cursor');
    const answer = await this.queries.execute(new WorkList(actor, purpose, municipality, clock, states, after));
    if (answer.next !== undefined)
      void reply.header(
        'Link',
        `<${nextUrl(answer, { clock, state: query['state'] === undefined ? undefined : states.join(',') })}>; rel="next"`,
      );
    return answer;
  }
}

function nextUrl({ municipality, next }: WorkListAnswer, filters: Record<string, string | undefined>): string {
  const given = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/v1/cases?${new URLSearchParams([['municipality', municipality], ...given, ['after', next ?? '']]).toString()}`;
}
