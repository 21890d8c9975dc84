import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import type { Purpose, Reason } from '#libs/access';
import { findIdentitiesShown, inTurnFor } from '#libs/access-log';
import { localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { Keyring, openCivilNumbers } from '#libs/persons';
import { ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { type Look, Looks, oneByOne } from '../look.ts';
import { openNames } from '../who.ts';
import type { IdentityAnswer } from './person-identity-answer.ts';

/** Shows the adviser in charge a person's civil number and name. A command, since showings count against a limit. */
export class ShowIdentity extends Command<IdentityAnswer> {
  constructor(
    readonly actor: Actor,
    readonly person: string,
    readonly purpose: Purpose,
    readonly reason: Reason | undefined,
  ) {
    super();
  }
}

@CommandHandler(ShowIdentity)
export class ShowIdentityHandler implements ICommandHandler<ShowIdentity> {
  private readonly look: (question: ShowIdentity) => Promise<IdentityAnswer>;

  constructor(
    private readonly keyring: Keyring,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    looks: Looks,
  ) {
    this.look = looks.ofKind(
      'person-identity',
      oneByOne((client, look) => this.identityOf(client, look)),
    );
  }

  /**
   * One call of an adviser at a time, so that simultaneous calls cannot exceed the limit. Each further process can show
   * one more than the limit, at the same instant.
   */
  execute(question: ShowIdentity): Promise<IdentityAnswer> {
    return inTurnFor(`identity of ${question.actor.subject}`, () => this.look(question));
  }

  private async identityOf(
    client: PoolClient,
    { question: { actor, person }, subject, now }: Look<ShowIdentity>,
  ): Promise<IdentityAnswer> {
    const shown = await findIdentitiesShown(client, actor.subject, now, this.rules.on(localDay(now)).identitiesAnHour);
    if (shown.waitSeconds > 0)
      throw new ProblemError('rate-limited', {
        detail: shown.detail,
        headers: { 'retry-after': String(shown.waitSeconds) },
      });
    const cpr = (await openCivilNumbers(client, this.keyring, [person])).get(person);
    if (cpr === undefined) throw new ProblemError('not-found');
    const name = (await openNames(client, this.keyring, [{ person, name: subject.name }])).get(person);
    return { cpr, ...(name === undefined ? {} : { name }) };
  }
}
