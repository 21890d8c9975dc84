import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import { narrowStatus, type Purpose } from '#libs/access';
import { localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { Keyring } from '#libs/persons';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { type KnownAt, toKnowledge } from '#projections/education-status/knowledge.query';
import { findTimelines, type KnownSpell } from '#projections/education-status/status.query';
import { markBehind } from '../behind-mark.ts';
import { findWho, type Who } from '../who.ts';
import { type Look, Looks } from '../look.ts';
import { nothingKnown } from './nothing-known.ts';
import { type PersonStatusAnswer, toPersonStatus } from './person-status-answer.ts';
import { type FoundStatus, findStatuses } from './found-statuses.ts';

/** The status of a person on a day as known at a state of knowledge; today and now if left out. */
export class PersonStatus extends Query<PersonStatusAnswer> {
  constructor(
    readonly actor: Actor,
    readonly person: string,
    readonly purpose: Purpose,
    readonly validOn: string | undefined,
    readonly knownAt: KnownAt,
  ) {
    super();
  }
}

@QueryHandler(PersonStatus)
export class PersonStatusHandler implements IQueryHandler<PersonStatus> {
  readonly execute: (question: PersonStatus) => Promise<PersonStatusAnswer>;

  constructor(
    private readonly keyring: Keyring,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    looks: Looks,
  ) {
    this.execute = looks.ofKind('person-status', (client, group) => this.answerAll(client, group));
  }

  private async answerAll(client: PoolClient, looks: readonly Look<PersonStatus>[]): Promise<PersonStatusAnswer[]> {
    const found = await findStatuses(
      client,
      this.rules,
      looks.map((look) => ({ ...look.question, day: dayOf(look), ground: look.ground })),
    );
    const narrow = await findNarrow(client, this.rules, looks, found);
    const who = await findWho(
      client,
      this.keyring,
      looks.map(({ question: { person }, subject, allowed: { view } }) => ({ person, ...subject, view })),
    );
    return looks.map((look, index) =>
      this.answer(look, found[index] as FoundStatus, {
        narrow: narrow.get(look),
        who: who.get(look.question.person) ?? {},
      }),
    );
  }

  private answer(
    look: Look<PersonStatus>,
    found: FoundStatus,
    { narrow, who }: { narrow: KnownSpell | undefined; who: Who },
  ): PersonStatusAnswer {
    const { settled, spell, municipality, numberBirthDate } = found;
    const {
      question: { person, knownAt },
      allowed: { view },
      ground,
    } = look;
    const validOn = dayOf(look);
    const knowledge = toKnowledge(settled, knownAt, ground);
    const shown = view.extent === 'full' ? spell : narrow;
    const answer = toPersonStatus(shown ?? nothingKnown(this.rules, person, numberBirthDate, validOn), {
      validOn,
      ...markBehind(knowledge, knownAt, look),
      municipality,
    });
    // The first spell of a person begins on the day of birth, which protection hides.
    const since = look.subject.isProtected && answer.since === look.subject.birthDate ? null : answer.since;
    return { ...who, ...answer, since, notShown: view.notShown, mayDo: view.mayDo };
  }
}

/** A narrow view joins several spells to one, so it needs the whole timeline. */
async function findNarrow(
  client: PoolClient,
  rules: RuleBook,
  looks: readonly Look<PersonStatus>[],
  found: readonly FoundStatus[],
): Promise<Map<Look<PersonStatus>, KnownSpell | undefined>> {
  const narrow = looks.flatMap((look, index) =>
    look.allowed.view.extent === 'full'
      ? []
      : [{ look, person: look.question.person, position: found[index]?.settled.own ?? 0 }],
  );
  if (narrow.length === 0) return new Map();
  const timelines = await findTimelines(client, rules, narrow);
  return new Map(narrow.map(({ look }, index) => [look, narrowStatus(timelines[index] ?? [], dayOf(look))]));
}

function dayOf({ question, now }: Look<PersonStatus>): string {
  return question.validOn ?? localDay(now);
}
