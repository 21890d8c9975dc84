import { Controller, Get, Headers, Inject, Param, Query } from '@nestjs/common';
import { type IQueryHandler, Query as Question, QueryBus, QueryHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import { narrowTimeline } from '#libs/access';
import { Contract } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { statusChanges } from '#projections/education-status/changes';
import { type KnownAt, settleKnowledge, type SettledKnowledge } from '#projections/education-status/knowledge.query';
import { findTimeline, type KnownSpell } from '#projections/education-status/status.query';
import { markBehind } from '../behind-mark.ts';
import { type Look, Looks, oneByOne } from '../look.ts';
import { type RawQuery, readKey, readKnownAt, refuseUnknown } from '../parameters.ts';
import { keyParameter, purposeParameter } from '../person-answer.ts';
import { knownAtParameter } from '../knowledge-parameters.ts';
import { changesSchema, type ChangesAnswer } from './person-changes-answer.ts';

/** What changed between two states of knowledge: "since you last looked". From nothing, to now, where not said. */
export class ChangesBetween extends Question<ChangesAnswer> {
  constructor(
    readonly actor: Actor,
    readonly purpose: string | undefined,
    readonly person: string,
    readonly fromKnown: KnownAt,
    readonly toKnown: KnownAt,
  ) {
    super();
  }
}

@QueryHandler(ChangesBetween)
export class ChangesBetweenHandler implements IQueryHandler<ChangesBetween> {
  private readonly look: (question: ChangesBetween) => Promise<ChangesAnswer>;

  constructor(@Inject(Looks) looks: Looks) {
    this.look = looks.road('person-changes', oneByOne(changesBetween));
  }

  execute(question: ChangesBetween): Promise<ChangesAnswer> {
    return this.look(question);
  }
}

async function changesBetween(client: PoolClient, look: Look<ChangesBetween>): Promise<ChangesAnswer> {
  const { person, fromKnown, toKnown } = look.question;
  const start = fromKnown ?? { position: 0 };
  const from = await settleKnowledge(client, person, start, look.ground);
  const to = await settleKnowledge(client, person, toKnown, look.ground);
  const changes = statusChanges(await shown(client, look, from), await shown(client, look, to));
  const [before, after] = [markBehind(from, start, look), markBehind(to, toKnown, look)];
  return {
    fromKnown: before.knownAt,
    toKnown: after.knownAt,
    final: before.final && after.final,
    ruleVersion: after.ruleVersion,
    changes,
  };
}

async function shown(
  client: PoolClient,
  { question, allowed, rules }: Look<ChangesBetween>,
  { own }: SettledKnowledge,
): Promise<KnownSpell[]> {
  const spells = await findTimeline(client, rules, question.person, own);
  return allowed.view.extent === 'full' ? spells : narrowTimeline(spells);
}

@Controller('v1/persons/:key/changes')
export class PersonChangesController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'getChanges',
    tag: 'Persons',
    summary: 'What changed between two states of knowledge.',
    parameters: [
      keyParameter,
      purposeParameter,
      knownAtParameter('fromKnown', 'before everything'),
      knownAtParameter('toKnown'),
    ],
    answers: { 200: { means: 'The changes.', schema: changesSchema } },
    problems: ['purpose-missing', 'purpose-unknown', 'invalid-parameter'],
  })
  changesBetween(
    @CurrentActor() actor: Actor,
    @Headers('x-purpose') purpose: string | undefined,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<ChangesAnswer> {
    refuseUnknown(query, ['fromKnown', 'toKnown']);
    const between = [readKnownAt(query, 'fromKnown'), readKnownAt(query, 'toKnown')] as const;
    return this.queries.execute(new ChangesBetween(actor, purpose, readKey(key), ...between));
  }
}
