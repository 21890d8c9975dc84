import { Controller, Get, Headers, Inject, Param, Query } from '@nestjs/common';
import { type IQueryHandler, Query as Question, QueryBus, QueryHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import { narrowTimeline } from '#libs/access';
import { type AnswerOf, Contract, listOf, object } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { type KnownAt, settleKnowledge } from '#projections/education-status/knowledge.query';
import { findTimeline } from '#projections/education-status/status.query';
import { markBehind, restsMembers } from '../behind-mark.ts';
import { type Look, Looks, oneByOne } from '../look.ts';
import { type RawQuery, readKey, readKnownAt, refuseUnknown } from '../parameters.ts';
import { keyParameter, purposeParameter } from '../person-answer.ts';
import { knownAtParameter } from '../knowledge-parameters.ts';
import { spellSchema, toShownSpell } from './shown-spell.ts';

const timelineSchema = object('Timeline', 'The whole timeline as known at a time, the future included.', {
  ...restsMembers,
  spells: listOf(spellSchema, 'In order of days, without a gap.'),
});
export type TimelineAnswer = AnswerOf<typeof timelineSchema>;

/** The whole timeline as known at a state of knowledge, what is to come included. */
export class TimelineAt extends Question<TimelineAnswer> {
  constructor(
    readonly actor: Actor,
    readonly purpose: string | undefined,
    readonly person: string,
    readonly knownAt: KnownAt,
  ) {
    super();
  }
}

@QueryHandler(TimelineAt)
export class TimelineAtHandler implements IQueryHandler<TimelineAt> {
  private readonly look: (question: TimelineAt) => Promise<TimelineAnswer>;

  constructor(@Inject(Looks) looks: Looks) {
    this.look = looks.road('person-timeline', oneByOne(timelineAt));
  }

  execute(question: TimelineAt): Promise<TimelineAnswer> {
    return this.look(question);
  }
}

async function timelineAt(client: PoolClient, look: Look<TimelineAt>): Promise<TimelineAnswer> {
  const {
    question: { person, knownAt },
    allowed,
    rules,
    ground,
  } = look;
  const knowledge = await settleKnowledge(client, person, knownAt, ground);
  const spells = await findTimeline(client, rules, person, knowledge.own);
  return {
    ...markBehind(knowledge, knownAt, look),
    spells: (allowed.view.extent === 'full' ? spells : narrowTimeline(spells)).map(toShownSpell),
  };
}

@Controller('v1/persons/:key/timeline')
export class PersonTimelineController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'getTimeline',
    tag: 'Persons',
    summary: 'The whole timeline as known at a time, the future included.',
    parameters: [keyParameter, purposeParameter, knownAtParameter()],
    answers: { 200: { means: 'The timeline.', schema: timelineSchema } },
    problems: ['purpose-missing', 'purpose-unknown', 'invalid-parameter'],
  })
  timelineAt(
    @CurrentActor() actor: Actor,
    @Headers('x-purpose') purpose: string | undefined,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<TimelineAnswer> {
    refuseUnknown(query, ['knownAt']);
    return this.queries.execute(new TimelineAt(actor, purpose, readKey(key), readKnownAt(query, 'knownAt')));
  }
}
