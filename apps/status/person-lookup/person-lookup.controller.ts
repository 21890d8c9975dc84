import { Body, Controller, Headers, HttpCode, Inject, Post } from '@nestjs/common';
import { parseCivilNumber } from '#events/person/civil-number';
import { type BodyRule, TakesBody } from '#libs/bodies';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { parsePurpose } from '#libs/access';
import { findPersons } from '#libs/person-key';
import { type FieldError, fieldError, ProblemError } from '#libs/problems';
import { SERVICE_PARTS, type ServiceParts } from '../../service-parts.ts';
import { type LookQuestion, Looks } from '../look.ts';

/** A thousand civil numbers and some room. */
const LOOKUP_BODIES: BodyRule = { forms: { 'application/json': { mostBytes: 32 * 1024 } }, gzip: false };

/** `POST /v1/persons/lookup`: a civil number travels in a body, never in a URL; what comes back is the key. */
@Controller('v1/persons/lookup')
export class PersonLookupController {
  private readonly look: (question: LookQuestion) => Promise<{ readonly key: string }>;

  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(Looks) looks: Looks,
  ) {
    this.look = looks.road('person-lookup', async (_client, group) => group.map(({ question }) => ({ key: question.person })));
  }

  @Post()
  @HttpCode(200)
  @TakesBody(LOOKUP_BODIES)
  @AnyRole()
  async lookUp(
    @CurrentActor() actor: Actor,
    @Headers('x-purpose') purpose: string | undefined,
    @Body() body: unknown,
  ): Promise<{ readonly key: string }> {
    parsePurpose(purpose);
    const cpr = this.readNumber(body);
    const lookup = this.parts.keyring.lookupOf(cpr);
    const { byLookup } = await findPersons(this.parts.pool, this.parts.keyring, { lookups: [lookup], keys: [] });
    const person = byLookup.get(lookup.toString('hex'))?.person;
    if (person === undefined) throw new ProblemError('not-found');
    return this.look({ actor, purpose, person });
  }

  private readNumber(body: unknown): string {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw refusal([fieldError('', 'object-expected')]);
    const { cpr, ...rest } = body as Record<string, unknown>;
    const errors: FieldError[] = Object.keys(rest).map((name) => fieldError(`/${name}`, 'unknown-field'));
    if (cpr === undefined) errors.push(fieldError('/cpr', 'required'));
    else {
      const read = parseCivilNumber(typeof cpr === 'string' ? cpr : '', { sandbox: this.parts.config.mode === 'sandbox' });
      if (typeof read === 'string') errors.push(fieldError('/cpr', read));
    }
    if (errors.length > 0) throw refusal(errors);
    return cpr as string;
  }
}

function refusal(errors: readonly FieldError[]): ProblemError {
  return new ProblemError('invalid-body', { errors });
}
