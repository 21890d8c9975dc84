import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { decideAccess, type Decision, parsePurpose, type PersonQuestionKind, type Purpose, relationOf } from '#libs/access';
import { ageOn, localDay } from '#libs/calendar';
import { nameTime, type NamedTime } from '#libs/event-store';
import { type Behind, findBehind } from '#libs/feed';
import { gather } from '#libs/turns';
import type { Actor } from '#libs/identity';
import { databaseTrouble, ProblemError } from '#libs/problems';
import { type Read, withReadLog } from '#libs/read-log';
import { type Ground, readGround } from '#projections/education-status/knowledge.query';
import { findResidences, type KnownResidences } from '#projections/residence/residence.query';
import { SERVICE_PARTS, type ServiceParts } from '../service-parts.ts';

export interface LookQuestion {
  readonly actor: Actor;
  /** The X-Purpose header as it came. */
  readonly purpose: string | undefined;
  readonly person: string;
}

export type Allowed = Extract<Decision, { allowed: true }>;

/** A look that may be answered: what may be shown, and when it is now. */
export interface Look<Question extends LookQuestion = LookQuestion> {
  readonly question: Question;
  readonly purpose: Purpose;
  readonly allowed: Allowed;
  readonly now: Date;
  /** How far the answers are for everybody. */
  readonly ground: Ground;
  /** What the log holds of the person and the answers do not; a parked person's answers stand still until a replay. */
  readonly missing: Behind | undefined;
}

/** An answer per look, in the order given, all from the transaction given. */
export type AnswerAll<Question extends LookQuestion, Answer> = (client: PoolClient, looks: readonly Look<Question>[]) => Promise<readonly Answer[]>;

interface Asked<Question> {
  readonly question: Question;
  readonly purpose: Purpose;
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
  readonly actor: Actor;
  readonly purpose: Purpose;
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
  road<Question extends LookQuestion, Answer>(kind: PersonQuestionKind, answerAll: AnswerAll<Question, Answer>): (question: Question) => Promise<Answer> {
    const look = gather<Asked<Question>, Outcome<Answer>>({
      lanes: LANES,
      most: MOST_TOGETHER,
      work: (asked) => this.lookTogether(kind, asked, answerAll),
      isOfAll: (error) => databaseTrouble(error) !== undefined,
    });
    return async (question) => {
      const purpose = parsePurpose(question.purpose);
      const until = performance.now() + PATIENCE_MILLISECONDS;
      for (;;) {
        const outcome = await look({ question, purpose, patient: performance.now() < until });
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
      return decided.map((one) => ('allowed' in one ? { look: one, answer: answers[looks.indexOf(one)] as Answer } : one));
    };
    const readsOf = (outcomes: readonly Outcome<Answer>[]): Read[] => outcomes.flatMap((outcome) => ('look' in outcome ? [readOf(kind, outcome.look)] : []));
    return withReadLog(this.parts.pool, readsOf, work, { planned: 'once' });
  }

  private async decideAll<Question extends LookQuestion>(client: PoolClient, { kind, now, named }: Moment, asked: readonly Asked<Question>[]): Promise<(Look<Question> | NotAnswered)[]> {
    const persons = [...new Set(asked.map(({ question }) => question.person))];
    const readers = ['residence', kind === 'person-contacts' ? 'contact-persons' : 'education-status'];
    const ground = await readGround(client, readers, named);
    const behind = await findBehind(client, persons, readers);
    const residences = await findResidences(client, persons, localDay(now));
    return asked.map(({ question, purpose, patient }) => {
      const missing = behind.get(question.person);
      if (missing && !missing.parked && patient) return { comeAgain: true };
      const decision = this.decide({ kind, actor: question.actor, purpose, now }, residences.get(question.person));
      return decision.allowed ? { question, purpose, allowed: decision, now, ground, missing } : { refused: new ProblemError(decision.as) };
    });
  }

  private decide({ kind, actor, purpose, now }: ToDecide, residences: KnownResidences | undefined): Decision {
    if (!residences) return { allowed: false, as: 'not-found' };
    const today = localDay(now);
    const relation = relationOf(actor, residences);
    return decideAccess(actor, { kind, relation, ageOn: ageOn(residences.birthDate, today), purpose }, this.parts.rules.on(today));
  }
}

function readOf(question: PersonQuestionKind, { question: { actor, person }, purpose, allowed: { fields }, now }: Look): Read {
  return { at: now, actor, purpose, person, question, fields };
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
