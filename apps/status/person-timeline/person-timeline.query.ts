import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import { narrowTimeline, type Purpose } from '#libs/access';
import type { Actor } from '#libs/identity';
import { type KnownAt, settleKnowledge } from '#projections/education-status/knowledge.query';
import { findTimeline } from '#projections/education-status/status.query';
import { markBehind } from '../behind-mark.ts';
import { type Look, Looks, oneByOne } from '../look.ts';
import type { TimelineAnswer } from './person-timeline-answer.ts';
import { toShownSpell } from '#projections/education-status/shown-spell';

/** The whole timeline of a person as known at a state of knowledge, future days included. */
export class PersonTimeline extends Query<TimelineAnswer> {
  constructor(
    readonly actor: Actor,
    readonly person: string,
    readonly purpose: Purpose,
    readonly knownAt: KnownAt,
  ) {
    super();
  }
}

@QueryHandler(PersonTimeline)
export class PersonTimelineHandler implements IQueryHandler<PersonTimeline> {
  readonly execute: (question: PersonTimeline) => Promise<TimelineAnswer>;

  constructor(looks: Looks) {
    this.execute = looks.ofKind('person-timeline', oneByOne(timelineAt));
  }
}

async function timelineAt(client: PoolClient, look: Look<PersonTimeline>): Promise<TimelineAnswer> {
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
