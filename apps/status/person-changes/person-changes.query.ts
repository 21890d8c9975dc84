import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import { narrowTimeline, type Purpose } from '#libs/access';
import type { Actor } from '#libs/identity';
import { statusChanges } from '#projections/education-status/changes';
import { type KnownAt, settleKnowledge, type SettledKnowledge } from '#projections/education-status/knowledge.query';
import { findTimeline, type KnownSpell } from '#projections/education-status/status.query';
import { markBehind } from '../behind-mark.ts';
import { type Look, Looks, oneByOne } from '../look.ts';
import type { ChangesAnswer } from './person-changes-answer.ts';

/** The changes between two states of knowledge; from before everything, and to now, if they are left out. */
export class PersonChanges extends Query<ChangesAnswer> {
  constructor(
    readonly actor: Actor,
    readonly person: string,
    readonly purpose: Purpose,
    readonly fromKnown: KnownAt,
    readonly toKnown: KnownAt,
  ) {
    super();
  }
}

@QueryHandler(PersonChanges)
export class PersonChangesHandler implements IQueryHandler<PersonChanges> {
  readonly execute: (question: PersonChanges) => Promise<ChangesAnswer>;

  constructor(looks: Looks) {
    this.execute = looks.ofKind('person-changes', oneByOne(changesBetween));
  }
}

async function changesBetween(client: PoolClient, look: Look<PersonChanges>): Promise<ChangesAnswer> {
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
  { question, allowed, rules }: Look<PersonChanges>,
  { own }: SettledKnowledge,
): Promise<KnownSpell[]> {
  const spells = await findTimeline(client, rules, question.person, own);
  return allowed.view.extent === 'full' ? spells : narrowTimeline(spells);
}
