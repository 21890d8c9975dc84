import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import {
  decideAccess,
  type PersonDecision,
  type PersonQuestionKind,
  type Purpose,
  type Reason,
  REASON_DETAIL,
  relationOf,
} from '#libs/access';
import { ageOn, CLOCK, type Clock, localDay } from '#libs/calendar';
import { nameTime, type NamedTime } from '#libs/event-store';
import { type Behind, findBehind } from '#libs/subscriptions';
import { gather } from '#libs/concurrency';
import type { Actor } from '#libs/identity';
import { databaseTrouble, ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { type Read, withReadLog } from '#libs/access-log';
import { type Ground, type KnownAt, readGround } from '#projections/education-status/knowledge.query';
import { findIdentities, type SealedName } from '#projections/person-identity/person-identity.query';
import { findBonds, type PersonBonds } from './bonds.ts';

export interface LookQuestion {
  readonly actor: Actor;
  readonly purpose: Purpose;
  readonly reason?: Reason | undefined;
  readonly person: string;
  /** Another day than today, or an earlier state of knowledge, makes it a question about the history. */
  readonly validOn?: string | undefined;
  readonly knownAt?: KnownAt;
}

export type Allowed = Extract<PersonDecision, { allowed: true }>;

/** The identity as known today; the name is still sealed. */
export interface LookedUp {
  readonly birthDate: string;
  readonly isProtected: boolean;
  readonly name: SealedName | null;
}

/** A question that was allowed, with what its answer needs. */
export interface Look<Question extends LookQuestion = LookQuestion> {
  readonly question: Question;
  readonly allowed: Allowed;
  readonly subject: LookedUp;
  readonly now: Date;
  readonly rules: RuleBook;
  /** The state that the projections have reached for all persons. */
  readonly ground: Ground;
  /** Events of the person that the log holds and the projections do not; of a parked stream until the replay. */
  readonly missing: Behind | undefined;
}

/** Answers many looks in one transaction. @returns an answer per look, in the same order */
export type AnswerAll<Question extends LookQuestion, Answer> = (
  client: PoolClient,
  looks: readonly Look<Question>[],
) => Promise<readonly Answer[]>;

interface LookRequest<Question> {
  readonly question: Question;
  /** Whether the question may be repeated until the events accepted before it have been applied. */
  readonly mayWait: boolean;
}

type NotAnswered = { readonly refused: ProblemError } | { readonly retry: true };
type Outcome<Answer> = { readonly look: Look; readonly answer: Answer } | NotAnswered;

/** The moment at which a group of looks of one kind is answered. */
interface Moment {
  readonly kind: PersonQuestionKind;
  readonly now: Date;
  readonly named: NamedTime;
}

interface ToDecide {
  readonly kind: PersonQuestionKind;
  readonly requested: LookRequest<LookQuestion>;
  readonly now: Date;
}

/** How long a question waits for events that were accepted before it. */
const PATIENCE_MILLISECONDS = 2_000;
const PAUSE_MILLISECONDS = 5;
/** One group of a kind at a time: calls that arrive meanwhile form a larger group; each costs less than with two. */
const LANES = 1;
const LARGEST_GROUP = 50;

/**
 * Answers questions about a person: relation, decision, answer and read log, the answer and its row in one transaction.
 * Looks of one kind that arrive at the same time share that transaction (docs/adr/0017), each with a decision and a row
 * of its own. A person of another municipality and one that does not exist get the same answer.
 */
@Injectable()
export class Looks {
  constructor(
    private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
  ) {}

  /**
   * The function that answers questions of one kind.
   * @throws ProblemError as decided; and what `answerAll` throws, for the look alone
   */
  ofKind<Question extends LookQuestion, Answer>(
    kind: PersonQuestionKind,
    answerAll: AnswerAll<Question, Answer>,
  ): (question: Question) => Promise<Answer> {
    const look = gather<LookRequest<Question>, Outcome<Answer>>({
      lanes: LANES,
      most: LARGEST_GROUP,
      work: (requested) => this.answerGroup(kind, requested, answerAll),
      isOfAll: (error) => databaseTrouble(error) !== undefined,
    });
    return async (question) => {
      const until = performance.now() + PATIENCE_MILLISECONDS;
      for (;;) {
        const outcome = await look({ question, mayWait: performance.now() < until });
        if ('answer' in outcome) return outcome.answer;
        if ('refused' in outcome) throw outcome.refused;
        await pause(PAUSE_MILLISECONDS);
      }
    };
  }

  /** Throws if a look fails for another reason than its decision: then no look of the group is answered. */
  private async answerGroup<Question extends LookQuestion, Answer>(
    kind: PersonQuestionKind,
    requested: readonly LookRequest<Question>[],
    answerAll: AnswerAll<Question, Answer>,
  ): Promise<readonly Outcome<Answer>[]> {
    const now = this.clock.now();
    // Before the transaction and its snapshot: an event that the snapshot lacks is being stored, or is recorded later.
    const named = await nameTime(this.pool, now);
    const work = async (client: PoolClient): Promise<readonly Outcome<Answer>[]> => {
      const decided = await this.decideAll(client, { kind, now, named }, requested);
      const looks = decided.filter((one) => 'allowed' in one);
      const answers = looks.length > 0 ? await answerAll(client, looks) : [];
      return decided.map((one) =>
        'allowed' in one ? { look: one, answer: answers[looks.indexOf(one)] as Answer } : one,
      );
    };
    const readsOf = (outcomes: readonly Outcome<Answer>[]): Read[] =>
      outcomes.flatMap((outcome) => ('look' in outcome ? [readOf(kind, outcome.look)] : []));
    return withReadLog(this.pool, readsOf, work, { planned: 'once' });
  }

  private async decideAll<Question extends LookQuestion>(
    client: PoolClient,
    { kind, now, named }: Moment,
    requested: readonly LookRequest<Question>[],
  ): Promise<(Look<Question> | NotAnswered)[]> {
    const persons = [...new Set(requested.map(({ question }) => question.person))];
    const readers = ['residence', kind === 'person-contacts' ? 'contact-persons' : 'education-status'];
    const ground = await readGround(client, readers, named);
    const behind = await findBehind(client, persons, readers);
    const today = localDay(now);
    const bonds = await findBonds(client, persons, today);
    const identities = await findIdentities(client, persons, today);
    const unsure = await findBehind(client, persons, ['person-identity']);
    return requested.map((one) => {
      const { question, mayWait } = one;
      const missing = behind.get(question.person);
      const late = [missing, unsure.get(question.person)].some((found) => found && !found.parked);
      if (late && mayWait) return { retry: true };
      const known = bonds.get(question.person);
      if (!known) return { refused: new ProblemError('not-found') };
      const { name = null, isProtected = false } = identities.get(question.person) ?? {};
      // A protection that is in the log but not applied yet is already in force.
      const subject = { birthDate: known.birthDate, name, isProtected: isProtected || unsure.has(question.person) };
      const allowed = this.decide({ kind, requested: one, now }, known, subject);
      return allowed.allowed
        ? { question, allowed, subject, now, rules: this.rules, ground, missing }
        : { refused: refusalOf(allowed.as) };
    });
  }

  private decide({ kind, requested, now }: ToDecide, bonds: PersonBonds, { isProtected }: LookedUp): PersonDecision {
    const { actor, purpose, reason, validOn, knownAt } = requested.question;
    const today = localDay(now);
    const when = knownAt === undefined && (validOn === undefined || validOn === today) ? 'now' : 'another-time';
    const relation = relationOf(actor, bonds);
    return decideAccess(
      actor,
      { kind, relation, ageOn: ageOn(bonds.birthDate, today), purpose, reason, isProtected, when },
      this.rules.on(today),
    );
  }
}

export function refusalOf(as: 'not-found' | 'forbidden' | 'reason-required'): ProblemError {
  return new ProblemError(as, as === 'reason-required' ? { detail: REASON_DETAIL } : {});
}

function readOf(
  question: PersonQuestionKind,
  { question: { actor, person, purpose, reason }, allowed: { fields }, now }: Look,
): Read {
  return { at: now, actor, purpose, reason, person, question, fields };
}

/** Answers the looks of a group one after another. */
export function oneByOne<Question extends LookQuestion, Answer>(
  answer: (client: PoolClient, look: Look<Question>) => Promise<Answer>,
): AnswerAll<Question, Answer> {
  return async (client, looks) => {
    const answers: Answer[] = [];
    for (const look of looks) answers.push(await answer(client, look));
    return answers;
  };
}
