import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import {
  decideAccess,
  parsePurpose,
  parseReason,
  type PersonDecision,
  type PersonQuestionKind,
  type Purpose,
  type Reason,
  REASON_DETAIL,
  relationOf,
} from '#libs/access';
import { ageOn, localDay } from '#libs/calendar';
import { nameTime, type NamedTime } from '#libs/event-store';
import { type Behind, findBehind } from '#libs/subscriptions';
import { gather } from '#libs/concurrency';
import type { Actor } from '#libs/identity';
import { databaseTrouble, ProblemError } from '#libs/problems';
import type { RuleBook } from '#libs/rules';
import { type Read, withReadLog } from '#libs/access-log';
import { type Ground, type KnownAt, readGround } from '#projections/education-status/knowledge.query';
import { findIdentities, type SealedName } from '#projections/person-identity/person-identity.query';
import { SERVICE_PARTS, type ServiceParts } from '../service/service-parts.ts';
import { findBonds, type PersonBonds } from './bonds.ts';

export interface LookQuestion {
  readonly actor: Actor;
  /** The X-Purpose header as it came. */
  readonly purpose: string | undefined;
  /** The X-Reason header as it came. */
  readonly reason?: string | undefined;
  readonly person: string;
  /** A question about another day than today, or about what was known before, is one about the history. */
  readonly validOn?: string | undefined;
  readonly knownAt?: KnownAt;
}

export type Allowed = Extract<PersonDecision, { allowed: true }>;

/** What is known today of who the person is; the name still sealed. */
export interface Subject {
  readonly birthDate: string;
  readonly isProtected: boolean;
  readonly name: SealedName | null;
}

/** A look that may be answered: what may be shown, and when it is now. */
export interface Look<Question extends LookQuestion = LookQuestion> {
  readonly question: Question;
  readonly purpose: Purpose;
  readonly reason: Reason | undefined;
  readonly allowed: Allowed;
  readonly subject: Subject;
  readonly now: Date;
  readonly rules: RuleBook;
  /** How far the answers are for everybody. */
  readonly ground: Ground;
  /** What the log holds of the person and the answers do not; a parked person's answers stand still until a replay. */
  readonly missing: Behind | undefined;
}

/** An answer per look, in the order given, all from the transaction given. */
export type AnswerAll<Question extends LookQuestion, Answer> = (
  client: PoolClient,
  looks: readonly Look<Question>[],
) => Promise<readonly Answer[]>;

interface Asked<Question> {
  readonly question: Question;
  readonly purpose: Purpose;
  readonly reason: Reason | undefined;
  /** Whether it may be told to come again when what was accepted before it has been applied. */
  readonly patient: boolean;
}

type NotAnswered = { readonly refused: ProblemError } | { readonly comeAgain: true };
type Outcome<Answer> = { readonly look: Look; readonly answer: Answer } | NotAnswered;

/** When a group of looks of one kind is answered. */
interface Moment {
  readonly kind: PersonQuestionKind;
  readonly now: Date;
  readonly named: NamedTime;
}

interface ToDecide {
  readonly kind: PersonQuestionKind;
  readonly asked: Asked<LookQuestion>;
  readonly now: Date;
}

/** How long a question waits for what was accepted before it was asked. */
const PATIENCE_MILLISECONDS = 2_000;
const PAUSE_MILLISECONDS = 5;
/** One group of a kind on its way: those that come meanwhile are more together, and each costs less than with two. */
const LANES = 1;
const MOST_TOGETHER = 50;

/**
 * The one road of looking at a person: purpose → relation → decision → answer → read log, the answer and its row in
 * one transaction. Looks of one kind that come at the same time share that transaction (docs/adr/0017), each with a verdict
 * and a row of its own. Not yours and not existing look the same.
 */
@Injectable()
export class Looks {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  /** The road of one kind of question. @throws ProblemError as decided, and whatever `answerAll` throws for the look alone */
  road<Question extends LookQuestion, Answer>(
    kind: PersonQuestionKind,
    answerAll: AnswerAll<Question, Answer>,
  ): (question: Question) => Promise<Answer> {
    const look = gather<Asked<Question>, Outcome<Answer>>({
      lanes: LANES,
      most: MOST_TOGETHER,
      work: (asked) => this.lookTogether(kind, asked, answerAll),
      isOfAll: (error) => databaseTrouble(error) !== undefined,
    });
    return async (question) => {
      const [purpose, reason] = [parsePurpose(question.purpose), parseReason(question.reason)];
      const until = performance.now() + PATIENCE_MILLISECONDS;
      for (;;) {
        const outcome = await look({ question, purpose, reason, patient: performance.now() < until });
        if ('answer' in outcome) return outcome.answer;
        if ('refused' in outcome) throw outcome.refused;
        await pause(PAUSE_MILLISECONDS);
      }
    };
  }

  /** Throws where one look fails for more than what was decided: nobody of the group is answered then. */
  private async lookTogether<Question extends LookQuestion, Answer>(
    kind: PersonQuestionKind,
    asked: readonly Asked<Question>[],
    answerAll: AnswerAll<Question, Answer>,
  ): Promise<readonly Outcome<Answer>[]> {
    const now = this.parts.clock.now();
    // Before the transaction and its snapshot: what the snapshot does not hold is then known to be storing, or is recorded later.
    const named = await nameTime(this.parts.pool, now);
    const work = async (client: PoolClient): Promise<readonly Outcome<Answer>[]> => {
      const decided = await this.decideAll(client, { kind, now, named }, asked);
      const looks = decided.filter((one) => 'allowed' in one);
      const answers = looks.length > 0 ? await answerAll(client, looks) : [];
      return decided.map((one) =>
        'allowed' in one ? { look: one, answer: answers[looks.indexOf(one)] as Answer } : one,
      );
    };
    const readsOf = (outcomes: readonly Outcome<Answer>[]): Read[] =>
      outcomes.flatMap((outcome) => ('look' in outcome ? [readOf(kind, outcome.look)] : []));
    return withReadLog(this.parts.pool, readsOf, work, { planned: 'once' });
  }

  private async decideAll<Question extends LookQuestion>(
    client: PoolClient,
    { kind, now, named }: Moment,
    asked: readonly Asked<Question>[],
  ): Promise<(Look<Question> | NotAnswered)[]> {
    const persons = [...new Set(asked.map(({ question }) => question.person))];
    const readers = ['residence', kind === 'person-contacts' ? 'contact-persons' : 'education-status'];
    const ground = await readGround(client, readers, named);
    const behind = await findBehind(client, persons, readers);
    const today = localDay(now);
    const bonds = await findBonds(client, persons, today);
    const identities = await findIdentities(client, persons, today);
    const unsure = await findBehind(client, persons, ['person-identity']);
    return asked.map((one) => {
      const { question, purpose, reason, patient } = one;
      const missing = behind.get(question.person);
      const late = [missing, unsure.get(question.person)].some((found) => found && !found.parked);
      if (late && patient) return { comeAgain: true };
      const known = bonds.get(question.person);
      if (!known) return { refused: new ProblemError('not-found') };
      const { name = null, isProtected = false } = identities.get(question.person) ?? {};
      // A protection that is in the log and not in the rows yet holds already.
      const subject = { birthDate: known.birthDate, name, isProtected: isProtected || unsure.has(question.person) };
      const allowed = this.decide({ kind, asked: one, now }, known, subject);
      return allowed.allowed
        ? { question, purpose, reason, allowed, subject, now, rules: this.parts.rules, ground, missing }
        : { refused: refusalOf(allowed.as) };
    });
  }

  private decide({ kind, asked, now }: ToDecide, bonds: PersonBonds, { isProtected }: Subject): PersonDecision {
    const {
      question: { actor, validOn, knownAt },
      purpose,
      reason,
    } = asked;
    const today = localDay(now);
    const when = knownAt === undefined && (validOn === undefined || validOn === today) ? 'now' : 'another-time';
    const relation = relationOf(actor, bonds);
    return decideAccess(
      actor,
      { kind, relation, ageOn: ageOn(bonds.birthDate, today), purpose, reason, isProtected, when },
      this.parts.rules.on(today),
    );
  }
}

export function refusalOf(as: 'not-found' | 'forbidden' | 'reason-required'): ProblemError {
  return new ProblemError(as, as === 'reason-required' ? { detail: REASON_DETAIL } : {});
}

function readOf(
  question: PersonQuestionKind,
  { question: { actor, person }, purpose, reason, allowed: { fields }, now }: Look,
): Read {
  return { at: now, actor, purpose, reason, person, question, fields };
}

/** Answers look by look. */
export function oneByOne<Question extends LookQuestion, Answer>(
  answer: (client: PoolClient, look: Look<Question>) => Promise<Answer>,
): AnswerAll<Question, Answer> {
  return async (client, looks) => {
    const answers: Answer[] = [];
    for (const look of looks) answers.push(await answer(client, look));
    return answers;
  };
}
