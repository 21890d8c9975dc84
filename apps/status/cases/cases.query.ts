import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool, type PoolClient } from 'pg';
import type { ClockName } from '#events/follow-up/clock-names';
import { decideAccess, type Purpose } from '#libs/access';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import { findBehind, hasParkedStream, READER_NAMES, waitUntilCaughtUp } from '#libs/subscriptions';
import type { Actor } from '#libs/identity';
import { Keyring } from '#libs/persons';
import { ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { type ListLook, withListLooks } from '#libs/access-log';
import { DELIVERIES } from '#projections/deliveries/reader';
import { findCases, type ListState } from '#projections/follow-up-cases/cases.query';
import { MISSING_REPORTS } from '#projections/missing-reports/projection';
import { findIdentities } from '#projections/person-identity/person-identity.query';
import { findBonds } from '../bonds.ts';
import { findWho } from '../who.ts';
import type { WorkListAnswer } from './cases-answer.ts';
import { decideCase, type DecidedCase, type ListedCase, type ToDecide, toListedCase } from './listed-case.ts';

/** A municipality's cases, most urgent first. */
export class WorkList extends Query<WorkListAnswer> {
  constructor(
    readonly actor: Actor,
    readonly purpose: Purpose,
    readonly municipality: string | undefined,
    readonly clocks: readonly ClockName[] | undefined,
    readonly states: readonly ListState[],
    readonly after: string | undefined,
  ) {
    super();
  }
}

const PAGE = 50;
const PATIENCE_MILLISECONDS = 1_000;
/** Subscriptions that are no part of the list: they say what reporters did, not who must be called. */
const ABOUT_REPORTERS: readonly string[] = [DELIVERIES, MISSING_REPORTS, 'findings'];

interface Page {
  readonly decided: readonly DecidedCase[];
  readonly cases: readonly ListedCase[];
  readonly next: string | undefined;
}

@QueryHandler(WorkList)
export class WorkListHandler implements IQueryHandler<WorkList> {
  constructor(
    private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    private readonly keyring: Keyring,
    @Inject(READER_NAMES) private readonly readers: readonly string[],
  ) {}

  async execute(question: WorkList): Promise<WorkListAnswer> {
    const { pool, clock, rules } = this;
    const { actor, purpose } = question;
    const municipality = question.municipality ?? actor.municipality ?? null;
    const decision = decideAccess(actor, { kind: 'cases', municipality, purpose }, rules.on(localDay(clock.now())));
    if (!decision.allowed || municipality === null)
      throw new ProblemError(decision.allowed ? 'not-found' : decision.as);
    const behind = await this.isBehind();
    const now = clock.now();
    const today = localDay(now);
    const terms: ToDecide = { actor, municipality, purpose, today, rules };
    const list = listNameOf(municipality, question);
    const { cases, next } = await withListLooks(
      pool,
      { subject: actor.subject, list },
      ({ decided }: Page) => looksOf(decided, { at: now, actor, purpose, question: 'person-case', list }),
      (client) => this.page(client, question, terms),
    );
    return { municipality, today, ...(behind ? { behind } : {}), cases, ...(next === undefined ? {} : { next }) };
  }

  /**
   * Waits until everything accepted before the call has been applied.
   * @returns true if something is still missing after the wait
   */
  private async isBehind(): Promise<boolean> {
    const { pool } = this;
    const readers = this.readers.filter((name) => !ABOUT_REPORTERS.includes(name));
    const wait = (): Promise<boolean> => waitUntilCaughtUp(pool, readers, PATIENCE_MILLISECONDS, { aside: false });
    // Twice: the policy appends its events during the first wait.
    return !((await wait()) && (await wait())) || hasParkedStream(pool, readers);
  }

  /** The rows that this adviser may see, with the persons' identities: a look at each person, logged with the page. */
  private async page(client: PoolClient, { clocks, states, after }: WorkList, terms: ToDecide): Promise<Page> {
    const { municipality, today } = terms;
    const { cases: rows, next } = await findCases(client, { municipality, clocks, states, after, limit: PAGE });
    const persons = [...new Set(rows.map(({ person }) => person))];
    const bonds = await findBonds(client, persons, today);
    const identities = await findIdentities(client, persons, today);
    // A protection that is in the log but not applied yet is already in force.
    const unsure = await findBehind(client, persons, ['person-identity']);
    const isProtected = (person: string): boolean =>
      (identities.get(person)?.isProtected ?? false) || unsure.has(person);
    const decided = rows.flatMap((row) => {
      const known = bonds.get(row.person);
      return decideCase(row, known && { ...known, isProtected: isProtected(row.person) }, terms) ?? [];
    });
    const named = decided.flatMap(({ row: { person }, allowed: { view } }) => {
      const birthDate = bonds.get(person)?.birthDate;
      return birthDate === undefined
        ? []
        : [{ person, birthDate, isProtected: isProtected(person), name: identities.get(person)?.name ?? null, view }];
    });
    const who = await findWho(client, this.keyring, named);
    return {
      decided,
      cases: decided.map((one) =>
        toListedCase(one, terms, one.relation === 'former' ? {} : (who.get(one.row.person) ?? {})),
      ),
      next,
    };
  }
}

/** The name of a list: its filters without the page, since looks at several pages are one look. */
function listNameOf(municipality: string, { clocks, states }: WorkList): string {
  return `cases ${municipality} ${clocks?.join(',') ?? 'any'} ${[...states].sort().join(',')}`;
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
