import { randomUUID } from 'node:crypto';
import { Body, Controller, Headers, HttpCode, Inject, Post } from '@nestjs/common';
import { parsePurpose, purposeIsOf } from '#libs/access';
import { type BodyRule, TakesBody } from '#libs/http';
import { localDay } from '#libs/calendar';
import { Contract } from '#libs/contract';
import { waitUntilCaughtUp } from '#libs/subscriptions';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { findPersons } from '#libs/persons';
import { ProblemError } from '#libs/problems';
import { SERVICE_PARTS, type ServiceParts } from '../../service/service-parts.ts';
import { type LookQuestion, Looks } from '../look.ts';
import { answerAtTick } from './answer-at-tick.ts';
import { HourlyAllowance } from './hourly-allowance.ts';
import { lookUpMany } from './look-up-many.ts';
import { purposeParameter } from '../person-answer.ts';
import { readNumbers } from './read-numbers.ts';
import { askedSchema, lookupSchema, type LookupAnswer } from './person-lookup-answer.ts';

/** A thousand civil numbers and some room. */
const LOOKUP_BODIES: BodyRule = {
  forms: { 'application/json': { mostBytes: 32 * 1024, judgesFaults: true } },
  gzip: false,
};

const READERS = ['residence', 'follow-up-cases'];
const PATIENCE_MILLISECONDS = 1_000;

/**
 * `POST /v1/persons/lookup`: civil numbers travel in a body, never in a URL; what comes back are the keys. What is not found
 * and what is not the asker's look and time alike, leave no row and count against a limit.
 */
@Controller('v1/persons/lookup')
export class PersonLookupController {
  private readonly look: (question: LookQuestion) => Promise<{ readonly key: string }>;
  private readonly misses = new HourlyAllowance();

  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(Looks) looks: Looks,
  ) {
    this.look = looks.road('person-lookup', async (_client, group) =>
      group.map(({ question }) => ({ key: question.person })),
    );
  }

  @Post()
  @HttpCode(200)
  @TakesBody(LOOKUP_BODIES)
  @AnyRole()
  @Contract({
    id: 'lookUpPerson',
    tag: 'Persons',
    summary: 'Swap a civil number, or up to 1,000, for person keys.',
    description: 'Not yours and not existing look the same: 404 for one number, null in a list.',
    parameters: [purposeParameter],
    body: { 'application/json': askedSchema },
    answers: { 200: { means: 'The key, or the keys in the order asked.', schema: lookupSchema } },
    problems: ['purpose-missing', 'purpose-unknown', 'not-found'],
  })
  lookUp(
    @CurrentActor() actor: Actor,
    @Headers('x-purpose') purpose: string | undefined,
    @Body() body: unknown,
  ): Promise<LookupAnswer> {
    const stated = parsePurpose(purpose);
    const asked = readNumbers(body, { sandbox: this.parts.config.mode === 'sandbox' });
    const count = 'cpr' in asked ? 1 : asked.cprs.length;
    this.take(actor, count);
    return answerAtTick(count, async () => {
      // The same wait for every number: a person whose report is being applied must not be waited for alone.
      await waitUntilCaughtUp(this.parts.pool, READERS, PATIENCE_MILLISECONDS);
      if ('cpr' in asked) return this.one(actor, purpose, asked.cpr);
      if (actor.role === 'adviser' && !purposeIsOf(actor.role, stated)) throw new ProblemError('forbidden');
      const keys = await lookUpMany(this.parts, { actor, purpose: stated }, asked.cprs);
      this.misses.giveBack(actor.subject, keys.filter((key) => key !== null).length, this.parts.clock.now());
      return { keys };
    });
  }

  private async one(actor: Actor, purpose: string | undefined, cpr: string): Promise<LookupAnswer> {
    const lookup = this.parts.keyring.lookupOf(cpr);
    const { byLookup } = await findPersons(this.parts.pool, this.parts.keyring, { lookups: [lookup], keys: [] });
    // A number nobody has takes the same road as somebody else's.
    const person = byLookup.get(lookup.toString('hex'))?.person ?? randomUUID();
    const found = await this.look({ actor, purpose, person });
    this.misses.giveBack(actor.subject, 1, this.parts.clock.now());
    return found;
  }

  private take({ subject }: Actor, count: number): void {
    const now = this.parts.clock.now();
    const most = this.parts.rules.on(localDay(now)).missesAnHour;
    const wait = this.misses.take(subject, count, most, now);
    if (wait === undefined) return;
    throw new ProblemError('rate-limited', {
      detail: `at most ${most} civil numbers looked up in vain an hour`,
      headers: { 'retry-after': String(wait) },
    });
  }
}
