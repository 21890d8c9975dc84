import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import type { Purpose, Reason } from '#libs/access';
import { localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';

import {
  findNameKeys,
  findPersons,
  isSealedByNameKey,
  Keyring,
  type KnownPerson,
  nameKeyIdOf,
  unsealFields,
} from '#libs/persons';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { residence } from '#projections/residence/projection';
import { findContacts, type KnownContact } from '#projections/contact-persons/contact-persons.query';
import { settleKnowledge } from '#projections/education-status/knowledge.query';
import { markBehind } from '../behind-mark.ts';
import { type Look, Looks, oneByOne } from '../look.ts';
import type { ContactsAnswer, ShownContact } from './person-contacts-answer.ts';

/** The contact persons of a young person on a day, as known now. */
export class PersonContacts extends Query<ContactsAnswer> {
  constructor(
    readonly actor: Actor,
    readonly person: string,
    readonly purpose: Purpose,
    readonly reason: Reason | undefined,
    readonly validOn: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(PersonContacts)
export class PersonContactsHandler implements IQueryHandler<PersonContacts> {
  readonly execute: (question: PersonContacts) => Promise<ContactsAnswer>;

  constructor(
    private readonly keyring: Keyring,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    looks: Looks,
  ) {
    this.execute = looks.ofKind(
      'person-contacts',
      oneByOne((client, look) => this.contactsOn(client, look)),
    );
  }

  private async contactsOn(client: PoolClient, look: Look<PersonContacts>): Promise<ContactsAnswer> {
    const { question, allowed, now, ground, missing } = look;
    const { person } = question;
    const validOn = question.validOn ?? localDay(now);
    const knowledge = await settleKnowledge(client, person, undefined, ground);
    const contacts = (
      await findContacts(client, residence(this.rules), { person, day: validOn, position: knowledge.own })
    ).filter(({ role }) => role !== 'own' || allowed.fields === 'all');
    const keys = await findNameKeys(
      client,
      contacts.flatMap((contact) => nameKeyIds(contact)),
    );
    const known = (await findPersons(client, this.keyring, { lookups: [], keys: [person] })).byKey.get(person);
    const behind = missing ? { behind: true as const } : {};
    const { notShown, mayDo } = allowed.view;
    const shown = known && !known.forgotten ? contacts.flatMap((contact) => toShown(known, contact, keys)) : [];
    return { validOn, ...markBehind(knowledge, undefined, look), ...behind, contacts: shown, notShown, mayDo };
  }
}

function nameKeyIds({ type, data, sealed }: KnownContact): string[] {
  return sealed !== null && isSealedByNameKey({ type, data, sealed }) ? [nameKeyIdOf(sealed)] : [];
}

/** @returns an empty list for the young person's own details if their key is destroyed */
function toShown(known: KnownPerson, contact: KnownContact, keys: ReadonlyMap<string, Buffer>): ShownContact[] {
  const { role, organisation, from, until, reporter, former, eventId } = contact;
  const [id] = nameKeyIds(contact);
  const { name, ...reach } = unsealFields(known, contact, id === undefined ? undefined : keys.get(id)) as {
    name?: string;
    phone?: string;
    email?: string;
  };
  if (name === undefined) return [];
  return [
    {
      role,
      ...(role === 'own' ? {} : { name }),
      ...reach,
      organisation,
      from,
      ...(until === null ? {} : { until }),
      reporter,
      ...(former ? { former } : {}),
      eventId,
    },
  ];
}
