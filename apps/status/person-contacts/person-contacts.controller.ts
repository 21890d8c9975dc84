import { Controller, Get, Headers, Inject, Param, Query } from '@nestjs/common';
import { type IQueryHandler, Query as Question, QueryBus, QueryHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import { localDay } from '#libs/calendar';
import type { PersonView } from '#libs/access';
import { isSealedByNameKey, unsealFields } from '#libs/door';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { findNameKeys, findPersons, type KnownPerson, nameKeyIdOf } from '#libs/person-key';
import { findContacts, type KnownContact } from '#projections/contact-persons/contact-persons.query';
import { settleKnowledge } from '#projections/education-status/knowledge.query';
import { SERVICE_PARTS, type ServiceParts } from '../../service-parts.ts';
import { markBehind, type Rests } from '../behind-mark.ts';
import { type Look, Looks, oneByOne } from '../look.ts';
import { type RawQuery, readDay, readKey, refuseUnknown } from '../parameters.ts';

export interface ShownContact {
  readonly role: KnownContact['role'];
  /** Of a young person's own details not: it is theirs. */
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly organisation: string;
  readonly from: string;
  readonly until?: string;
  readonly reporter: string;
  /** Of the municipality of before a move; its contact is not the one of today. */
  readonly former?: true;
  readonly eventId: string;
}

export interface ContactsAnswer extends Rests {
  readonly validOn: string;
  readonly contacts: readonly ShownContact[];
  /** Groups of fields the asking role and relation do not get. */
  readonly notShown: PersonView['notShown'];
  readonly mayDo: PersonView['mayDo'];
  /** Something reported is not in the answer: not applied yet, or parked. */
  readonly behind?: true;
}

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
    this.look = looks.road('person-contacts', oneByOne((client, look) => this.contactsOn(client, look)));
  }

  execute(question: ContactsOn): Promise<ContactsAnswer> {
    return this.look(question);
  }

  private async contactsOn(client: PoolClient, look: Look<ContactsOn>): Promise<ContactsAnswer> {
    const { question, allowed, now, ground, missing } = look;
    const { person } = question;
    const validOn = question.validOn ?? localDay(now);
    const knowledge = await settleKnowledge(client, person, undefined, ground);
    const contacts = (await findContacts(client, person, validOn, knowledge.own)).filter(({ role }) => role !== 'own' || allowed.fields === 'all');
    const keys = await findNameKeys(client, contacts.flatMap((contact) => nameKeyIds(contact)));
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
  const { name, ...reach } = unsealFields(known, contact, id === undefined ? undefined : keys.get(id)) as { name?: string; phone?: string; email?: string };
  if (name === undefined) return [];
  return [{ role, ...(role === 'own' ? {} : { name }), ...reach, organisation, from, ...(until === null ? {} : { until }), reporter, ...(former ? { former } : {}), eventId }];
}

@Controller('v1/persons/:key/contacts')
export class PersonContactsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
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
