import { Controller, Get, Headers, Inject, Param, Query } from '@nestjs/common';
import { type IQueryHandler, Query as Question, QueryBus, QueryHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import { localDay } from '#libs/calendar';
import { Contract } from '#libs/contract';
import { isSealedByNameKey, unsealFields } from '#libs/persons';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { findNameKeys, findPersons, type KnownPerson, nameKeyIdOf } from '#libs/persons';
import { residence } from '#projections/residence/projection';
import { findContacts, type KnownContact } from '#projections/contact-persons/contact-persons.query';
import { settleKnowledge } from '#projections/education-status/knowledge.query';
import { SERVICE_PARTS, type ServiceParts } from '../../service/service-parts.ts';
import { markBehind } from '../behind-mark.ts';
import { type Look, Looks, oneByOne } from '../look.ts';
import { type RawQuery, readDay, readKey, refuseUnknown } from '../parameters.ts';
import { keyParameter, purposeParameter, reasonParameter } from '../person-answer.ts';
import { validOnParameter } from '../knowledge-parameters.ts';
import { type ShownContact, contactsSchema, type ContactsAnswer } from './person-contacts-answer.ts';

/** Who is in contact with the young person on a day, as known now. */
export class ContactsOn extends Question<ContactsAnswer> {
  constructor(
    readonly actor: Actor,
    readonly purpose: string | undefined,
    readonly person: string,
    readonly validOn: string | undefined,
    readonly reason?: string,
  ) {
    super();
  }
}

@QueryHandler(ContactsOn)
export class ContactsOnHandler implements IQueryHandler<ContactsOn> {
  private readonly look: (question: ContactsOn) => Promise<ContactsAnswer>;

  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(Looks) looks: Looks,
  ) {
    this.look = looks.road(
      'person-contacts',
      oneByOne((client, look) => this.contactsOn(client, look)),
    );
  }

  execute(question: ContactsOn): Promise<ContactsAnswer> {
    return this.look(question);
  }

  private async contactsOn(client: PoolClient, look: Look<ContactsOn>): Promise<ContactsAnswer> {
    const { question, allowed, now, ground, missing } = look;
    const { person } = question;
    const validOn = question.validOn ?? localDay(now);
    const knowledge = await settleKnowledge(client, person, undefined, ground);
    const contacts = (
      await findContacts(client, residence(this.parts.rules), { person, day: validOn, position: knowledge.own })
    ).filter(({ role }) => role !== 'own' || allowed.fields === 'all');
    const keys = await findNameKeys(
      client,
      contacts.flatMap((contact) => nameKeyIds(contact)),
    );
    const known = (await findPersons(client, this.parts.keyring, { lookups: [], keys: [person] })).byKey.get(person);
    const behind = missing ? { behind: true as const } : {};
    const { notShown, mayDo } = allowed.view;
    const shown = known && !known.forgotten ? contacts.flatMap((contact) => toShown(known, contact, keys)) : [];
    return { validOn, ...markBehind(knowledge, undefined, look), ...behind, contacts: shown, notShown, mayDo };
  }
}

function nameKeyIds({ type, data, sealed }: KnownContact): string[] {
  return sealed !== null && isSealedByNameKey({ type, data, sealed }) ? [nameKeyIdOf(sealed)] : [];
}

/** Nothing of the young person's own details whose key is destroyed. */
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

@Controller('v1/persons/:key/contacts')
export class PersonContactsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'getContacts',
    tag: 'Persons',
    summary: 'The contact persons on a day, as known now.',
    parameters: [keyParameter, purposeParameter, reasonParameter, validOnParameter],
    answers: { 200: { means: 'The contact persons.', schema: contactsSchema } },
    problems: ['purpose-missing', 'purpose-unknown', 'reason-required', 'reason-unknown', 'invalid-parameter'],
  })
  contactsOn(
    @CurrentActor() actor: Actor,
    @Headers('x-purpose') purpose: string | undefined,
    @Headers('x-reason') reason: string | undefined,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<ContactsAnswer> {
    refuseUnknown(query, ['validOn']);
    return this.queries.execute(new ContactsOn(actor, purpose, readKey(key), readDay(query, 'validOn'), reason));
  }
}
