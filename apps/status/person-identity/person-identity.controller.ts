import { Controller, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CommandBus, Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import { type AnswerOf, Contract, object, optional, text } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { openCivilNumbers } from '#libs/persons';
import { ProblemError } from '#libs/problems';
import { inTurnFor } from '#libs/access-log';
import { localDay } from '#libs/calendar';
import { SERVICE_PARTS, type ServiceParts } from '../../service/service-parts.ts';
import { type Look, Looks, oneByOne } from '../look.ts';
import { readKey } from '../parameters.ts';
import { keyParameter, purposeParameter, reasonParameter } from '../person-answer.ts';
import { openNames } from '../who.ts';
import { findIdentitiesShown } from './identities-shown.ts';

const identitySchema = object(
  'Identity',
  "Who a person is in the civil register. The number stands in an answer's body only.",
  {
    cpr: text('The civil number.', '7403104101', { pattern: '^[0-9]{10}$' }),
    name: optional(text('Given and family name; missing if no name is known.', 'Alma Sørensen')),
  },
);
export type IdentityAnswer = AnswerOf<typeof identitySchema>;

/** Shows one person's civil number and name to the adviser who is responsible; a command, because it leaves a mark of its own. */
export class ShowIdentity extends Command<IdentityAnswer> {
  constructor(
    readonly actor: Actor,
    readonly purpose: string | undefined,
    readonly reason: string | undefined,
    readonly person: string,
  ) {
    super();
  }
}

@CommandHandler(ShowIdentity)
export class ShowIdentityHandler implements ICommandHandler<ShowIdentity> {
  private readonly look: (question: ShowIdentity) => Promise<IdentityAnswer>;

  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(Looks) looks: Looks,
  ) {
    this.look = looks.road(
      'person-identity',
      oneByOne((client, look) => this.identityOf(client, look)),
    );
  }

  /**
   * One at a time for an adviser: many calls at once must not pass the limit together. Of several processes each can show one
   * more than the limit, at the same instant.
   */
  execute(question: ShowIdentity): Promise<IdentityAnswer> {
    return inTurnFor(`identity of ${question.actor.subject}`, () => this.look(question));
  }

  private async identityOf(
    client: PoolClient,
    { question: { actor, person }, subject, now }: Look<ShowIdentity>,
  ): Promise<IdentityAnswer> {
    const { keyring, rules } = this.parts;
    const shown = await findIdentitiesShown(client, actor.subject, now, rules.on(localDay(now)).identitiesAnHour);
    if (shown.waitSeconds > 0)
      throw new ProblemError('rate-limited', {
        detail: shown.detail,
        headers: { 'retry-after': String(shown.waitSeconds) },
      });
    const cpr = (await openCivilNumbers(client, keyring, [person])).get(person);
    if (cpr === undefined) throw new ProblemError('not-found');
    const name = (await openNames(client, keyring, [{ person, name: subject.name }])).get(person);
    return { cpr, ...(name === undefined ? {} : { name }) };
  }
}

@Controller('v1/persons/:key/identity')
export class PersonIdentityController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(200)
  @AnyRole()
  @Contract({
    id: 'showIdentity',
    tag: 'Persons',
    summary: 'The civil number and name of one person, for the adviser who is responsible; at most so many an hour.',
    description: 'Under protection with a reason only.',
    parameters: [keyParameter, purposeParameter, reasonParameter],
    answers: { 200: { means: 'The number and the name.', schema: identitySchema } },
    problems: ['purpose-missing', 'purpose-unknown', 'reason-required', 'reason-unknown'],
  })
  show(
    @CurrentActor() actor: Actor,
    @Headers('x-purpose') purpose: string | undefined,
    @Headers('x-reason') reason: string | undefined,
    @Param('key') key: string,
  ): Promise<IdentityAnswer> {
    return this.commands.execute(new ShowIdentity(actor, purpose, reason, readKey(key)));
  }
}
