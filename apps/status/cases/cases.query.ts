import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import type { ClockName } from '#events/follow-up/follow-up.event';
import { decideAccess, parsePurpose } from '#libs/access';
import { localDay } from '#libs/calendar';
import { type AnswerOf, day, eitherOf, listOf, mark, municipality, object, optional, text } from '#libs/contract';
import { findBehind, isAnyoneParked, waitUntilCaughtUp } from '#libs/subscriptions';
import type { Actor } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { type ListLook, withListLooks } from '#libs/access-log';
import { findCases, type ListState } from '#projections/follow-up-cases/cases.query';
import { findIdentities } from '#projections/person-identity/person-identity.query';
import { SERVICE_PARTS, type ServiceParts } from '../../service/service-parts.ts';
import { findBonds } from '../bonds.ts';
import { findWho } from '../who.ts';
import { caseSchema, handedOverCaseSchema } from './case-answer.ts';
import { decideCase, type DecidedCase, type ListedCase, type ToDecide, toListedCase } from './listed-case.ts';

export const workListSchema = object('Cases', 'A page of a work list, most urgent first.', {
  municipality: municipality('Whose list it is.'),
  today: day('The day the list is of.', '2026-11-24'),
  behind: optional(
    mark("Somebody's case may be missing or old: a reader is not at the end of the log, or has parked a person."),
  ),
  cases: listOf(
    eitherOf('ListedCase', 'A case held, or one handed over.', [caseSchema, handedOverCaseSchema]),
    'At most 50.',
  ),
  next: optional(text('Opaque cursor for `after`; missing on the last page.', 'eyJkIjoiMjAyNi0xMS0yNyJ9')),
});
export type WorkListAnswer = AnswerOf<typeof workListSchema>;

/** A municipality's cases, most urgent first. */
export class WorkList extends Query<WorkListAnswer> {
  constructor(
    readonly actor: Actor,
    /** The X-Purpose header; a work list is for following up, so that is what it means without one. */
    readonly purpose: string | undefined,
    readonly municipality: string | undefined,
    readonly clock: ClockName | undefined,
    readonly states: readonly ListState[],
    readonly after: string | undefined,
  ) {
    super();
  }
}

const PAGE = 50;
const PATIENCE_MILLISECONDS = 1_000;

interface Page {
  readonly decided: readonly DecidedCase[];
  readonly cases: readonly ListedCase[];
  readonly next: string | undefined;
}

@QueryHandler(WorkList)
export class WorkListHandler implements IQueryHandler<WorkList> {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  async execute(question: WorkList): Promise<WorkListAnswer> {
    const { pool, clock, rules, readers } = this.parts;
    const { actor } = question;
    const purpose = question.purpose === undefined ? 'follow-up' : parsePurpose(question.purpose);
    const municipality = question.municipality ?? actor.municipality ?? null;
    const decision = decideAccess(actor, { kind: 'cases', municipality, purpose }, rules.on(localDay(clock.now())));
    if (!decision.allowed || municipality === null)
      throw new ProblemError(decision.allowed ? 'not-found' : decision.as);
    // Twice: the policy's facts come into the log while the first wait lasts.
    const wait = (): Promise<boolean> => waitUntilCaughtUp(pool, readers, PATIENCE_MILLISECONDS, { aside: false });
    const behind = !((await wait()) && (await wait())) || (await isAnyoneParked(pool, readers));
    const now = clock.now();
    const today = localDay(now);
    const asked: ToDecide = { actor, municipality, purpose, today, rules };
    const list = listNameOf(municipality, question);
    const { cases, next } = await withListLooks(
      pool,
      { subject: actor.subject, list },
      ({ decided }: Page) => looksOf(decided, { at: now, actor, purpose, question: 'person-case', list }),
      (client) => this.page(client, question, asked),
    );
    return { municipality, today, ...(behind ? { behind } : {}), cases, ...(next === undefined ? {} : { next }) };
  }

  /** The rows this adviser may see, with whom they are about: each of them is looked at, logged with the page. */
  private async page(client: PoolClient, { clock, states, after }: WorkList, asked: ToDecide): Promise<Page> {
    const { keyring } = this.parts;
    const { municipality, today } = asked;
    const { cases: rows, next } = await findCases(client, { municipality, clock, states, after, limit: PAGE });
    const persons = [...new Set(rows.map(({ person }) => person))];
    const bonds = await findBonds(client, persons, today);
    const identities = await findIdentities(client, persons, today);
    // A protection that is in the log and not in the rows yet holds already.
    const unsure = await findBehind(client, persons, ['person-identity']);
    const isProtected = (person: string): boolean =>
      (identities.get(person)?.isProtected ?? false) || unsure.has(person);
    const decided = rows.flatMap((row) => {
      const known = bonds.get(row.person);
      return decideCase(row, known && { ...known, isProtected: isProtected(row.person) }, asked) ?? [];
    });
    const named = decided.flatMap(({ row: { person }, allowed: { view } }) => {
      const birthDate = bonds.get(person)?.birthDate;
      return birthDate === undefined
        ? []
        : [{ person, birthDate, isProtected: isProtected(person), name: identities.get(person)?.name ?? null, view }];
    });
    const who = await findWho(client, keyring, named);
    return {
      decided,
      cases: decided.map((one) =>
        toListedCase(one, asked, one.relation === 'former' ? {} : (who.get(one.row.person) ?? {})),
      ),
      next,
    };
  }
}

/** Looks at the same list are one look: everything asked but the page. */
function listNameOf(municipality: string, { clock, states }: WorkList): string {
  return `cases ${municipality} ${clock ?? 'any'} ${[...states].sort().join(',')}`;
}

/** A look for each set of fields shown. */
function looksOf(decided: readonly DecidedCase[], look: Omit<ListLook, 'fields' | 'persons'>): ListLook[] {
  const byFields = new Map<string, { fields: ListLook['fields']; persons: Set<string> }>();
  for (const {
    row,
    allowed: { fields },
  } of decided) {
    const key = JSON.stringify(fields);
    const group = byFields.get(key) ?? { fields, persons: new Set<string>() };
    byFields.set(key, group);
    group.persons.add(row.person);
  }
  return [...byFields.values()].map(({ fields, persons }) => ({ ...look, fields, persons: [...persons] }));
}
