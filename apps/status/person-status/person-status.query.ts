import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import { narrowStatus } from '#libs/access';
import { localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import type { RuleBook } from '#libs/rules';
import { type KnownAt, toKnowledge } from '#projections/education-status/knowledge.query';
import { findTimelines, type KnownSpell } from '#projections/education-status/status.query';
import { SERVICE_PARTS, type ServiceParts } from '../../service/service-parts.ts';
import { markBehind } from '../behind-mark.ts';
import { findWho, type Who } from '../who.ts';
import { type Look, Looks } from '../look.ts';
import { nothingKnown } from './nothing-known.ts';
import { type StatusAnswer, toStatusAnswer } from './person-status-answer.ts';
import { type FoundStatus, findStatuses } from './found-statuses.ts';

/** The status of a person on a day as known at a state of knowledge; today and now where not said. */
export class StatusAt extends Query<StatusAnswer> {
  constructor(
    readonly actor: Actor,
    readonly purpose: string | undefined,
    readonly person: string,
    readonly validOn: string | undefined,
    readonly knownAt: KnownAt,
  ) {
    super();
  }
}

@QueryHandler(StatusAt)
export class StatusAtHandler implements IQueryHandler<StatusAt> {
  private readonly look: (question: StatusAt) => Promise<StatusAnswer>;

  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(Looks) looks: Looks,
  ) {
    this.look = looks.road('person-status', (client, group) => this.answerAll(client, group));
  }

  execute(question: StatusAt): Promise<StatusAnswer> {
    return this.look(question);
  }

  private async answerAll(client: PoolClient, looks: readonly Look<StatusAt>[]): Promise<StatusAnswer[]> {
    const found = await findStatuses(
      client,
      this.parts.rules,
      looks.map((look) => ({ ...look.question, day: dayOf(look), ground: look.ground })),
    );
    const narrow = await findNarrow(client, this.parts.rules, looks, found);
    const who = await findWho(
      client,
      this.parts.keyring,
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
    look: Look<StatusAt>,
    found: FoundStatus,
    { narrow, who }: { narrow: KnownSpell | undefined; who: Who },
  ): StatusAnswer {
    const { settled, spell, municipality, numberBirthDate } = found;
    const {
      question: { person, knownAt },
      allowed: { view },
      ground,
    } = look;
    const validOn = dayOf(look);
    const knowledge = toKnowledge(settled, knownAt, ground);
    const shown = view.extent === 'full' ? spell : narrow;
    const answer = toStatusAnswer(shown ?? nothingKnown(this.parts.rules, person, numberBirthDate, validOn), {
      validOn,
      ...markBehind(knowledge, knownAt, look),
      municipality,
    });
    // The first stretch of a life begins with it: under protection the day of birth must not come out this way.
    const since = look.subject.isProtected && answer.since === look.subject.birthDate ? null : answer.since;
    return { ...who, ...answer, since, notShown: view.notShown, mayDo: view.mayDo };
  }
}

/** A narrow view shows stretches of several spells as one: it is made of the whole timeline. */
async function findNarrow(
  client: PoolClient,
  rules: RuleBook,
  looks: readonly Look<StatusAt>[],
  found: readonly FoundStatus[],
): Promise<Map<Look<StatusAt>, KnownSpell | undefined>> {
  const narrow = looks.flatMap((look, index) =>
    look.allowed.view.extent === 'full'
      ? []
      : [{ look, person: look.question.person, position: found[index]?.settled.own ?? 0 }],
  );
  if (narrow.length === 0) return new Map();
  const timelines = await findTimelines(client, rules, narrow);
  return new Map(narrow.map(({ look }, index) => [look, narrowStatus(timelines[index] ?? [], dayOf(look))]));
}

function dayOf({ question, now }: Look<StatusAt>): string {
  return question.validOn ?? localDay(now);
}
