import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { type AgeLimits, decideAccess, type Decision, parsePurpose, type PersonQuestionKind, type Purpose, relationOf } from '#libs/access';
import { ageOn, localDay } from '#libs/calendar';
import { type Behind, findBehind } from '#libs/feed';
import type { Actor } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { withReadLog } from '#libs/read-log';
import { findResidences } from '#projections/residence/residence.query';
import { waitUntil } from './wait-until.ts';
import { SERVICE_PARTS, type ServiceParts } from '../service-parts.ts';

export interface LookQuestion {
  readonly actor: Actor;
  /** The X-Purpose header as it came. */
  readonly purpose: string | undefined;
  readonly person: string;
  readonly kind: PersonQuestionKind;
}

export type Allowed = Extract<Decision, { allowed: true }>;

/** What an answer is made with: the transaction, what may be shown, and when it is now. */
export interface Look {
  readonly client: PoolClient;
  readonly allowed: Allowed;
  readonly now: Date;
  /** What the log holds of the person and the answers do not; a parked person's answers stand still until a replay. */
  readonly missing: Behind | undefined;
}

/** How long a question waits for what was accepted before it was asked. */
const PATIENCE_MILLISECONDS = 2_000;

/**
 * The one road of looking at a person: purpose → relation → decision → answer → read log, the answer and its row in
 * one transaction. Not yours and not existing look the same.
 */
@Injectable()
export class Looks {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  async at<Answer>(question: LookQuestion, answer: (look: Look) => Promise<Answer>): Promise<Answer> {
    const purpose = parsePurpose(question.purpose);
    const { pool, clock } = this.parts;
    const readers = ['residence', question.kind === 'person-contacts' ? 'contact-persons' : 'education-status'];
    let missing: Behind | undefined;
    await waitUntil(async () => {
      missing = await findBehind(pool, question.person, readers);
      return missing === undefined || missing.parked;
    }, PATIENCE_MILLISECONDS);
    const now = clock.now();
    const { actor, person, kind } = question;
    const { answered } = await withReadLog<{ allowed: Allowed; answered: Answer }>(
      pool,
      ({ allowed }) => ({ at: now, actor, purpose, person, question: kind, fields: allowed.fields }),
      async (client) => {
        const allowed = await this.decide(client, question, purpose, now);
        return { allowed, answered: await answer({ client, allowed, now, missing }) };
      },
    );
    return answered;
  }

  private async decide(client: PoolClient, { actor, person, kind }: LookQuestion, purpose: Purpose, now: Date): Promise<Allowed> {
    const today = localDay(now);
    const residences = await findResidences(client, person, today);
    if (!residences) throw new ProblemError('not-found');
    const limits: AgeLimits = this.parts.rules.on(today);
    const relation = relationOf(actor, residences);
    const decision = decideAccess(actor, { kind, relation, ageOn: ageOn(residences.birthDate, today), purpose }, limits);
    if (!decision.allowed) throw new ProblemError(decision.as);
    return decision;
  }
}
