import type { ServiceParts } from '../service/parts.ts';
import { type Answer, type RunningService } from '../service/running.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';

export const FOLLOW_UP = { 'X-Purpose': 'follow-up' };
export const EDUCATION = { system: 'cosa', code: '1920', version: '2025-26' };
export const neutral = (code: string) => ({ system: 'neutral', code });

/** A made-up person of a story. */
export interface Young {
  readonly cpr: string;
  readonly birthDate: string;
}

export interface Item {
  readonly outcome: string;
  readonly eventId: string;
  readonly position: number;
  readonly receipt: string;
  readonly warnings?: readonly { readonly code: string; readonly pointer: string }[];
}

/** Options of a report; `time` is the moment of sending by default. */
export interface Sending {
  readonly id?: string;
  readonly time?: string;
  readonly client?: string;
}

/** The parts of a running service that a story needs, in this process or another. */
export interface StoryService extends Omit<RunningService, 'parts' | 'databaseUrl' | 'stop'> {
  readonly parts: Pick<ServiceParts, 'pool'>;
}

/** Plays a story on a running service: moves its clock, sends reports through the intake, asks as advisers do. */
export class ServiceStory<Service extends StoryService = RunningService> {
  private now = '';
  private readonly keys = new Map<string, string>();

  constructor(readonly service: Service) {}

  /** Moves the sandbox's clock; everything due by then has happened when it resolves. */
  async at(now: string): Promise<void> {
    this.now = now;
    const { status, body } = await this.service.send('PUT', '/v1/sandbox/clock', { now });
    if (status !== 200) throw new Error(`the clock did not settle: ${status} ${JSON.stringify(body)}`);
  }

  young(birthDate: string, serial: number): Young {
    return { birthDate, cpr: syntheticNumber(birthDate, serial) };
  }

  /** The report as it would be sent now. */
  event(young: Young, type: string, reporter: string, data: object, { id, time, client }: Sending = {}) {
    const given = { reporter, cpr: young.cpr, time: time ?? this.now, data: { ...data } };
    return cloudEvent(type, { ...given, ...(id === undefined ? {} : { id }), client: client ?? clientOf(reporter) });
  }

  send(young: Young, type: string, reporter: string, data: object, sending: Sending = {}): Promise<Answer> {
    return this.service.report(sending.client ?? clientOf(reporter), this.event(young, type, reporter, data, sending));
  }

  /** Sends a report and expects it to be accepted. */
  async report(young: Young, type: string, reporter: string, data: object, sending: Sending = {}): Promise<Item> {
    const { status, body } = await this.send(young, type, reporter, data, sending);
    if (status !== 202) throw new Error(`${type} was refused: ${status} ${JSON.stringify(body)}`);
    return body.items[0];
  }

  /** Reports the person and its residence as the civil register, from birth by default. */
  async lives(young: Young, municipality: string, from = young.birthDate): Promise<void> {
    await this.report(young, 'person-registered', 'cpr', { birthDate: young.birthDate });
    await this.moves(young, municipality, from);
  }

  moves(young: Young, municipality: string, from: string): Promise<Item> {
    return this.report(young, 'residence-changed', 'cpr', { municipality, from });
  }

  /** Enrols as `E-1`, at a vocational school by default. */
  enrols(
    young: Young,
    data: { startsOn: string; expectedEndsOn?: string } & Record<string, unknown>,
    reporter = '990110',
    sending: Sending = {},
  ): Promise<Item> {
    const usual = { enrolmentId: 'E-1', institution: reporter, education: EDUCATION, kind: 'vocational' };
    return this.report(young, 'enrolment-registered', reporter, { ...usual, ...data }, sending);
  }

  leaves(young: Young, lastDay: string, sending: Sending = {}, reporter = '990110'): Promise<Item> {
    const data = { enrolmentId: 'E-1', lastDay, reason: neutral('wrong-choice') };
    return this.report(young, 'education-interrupted', reporter, data, sending);
  }

  /** The person's key, looked up as the adviser of a municipality that may see it. */
  async key(young: Young, municipality = '0751'): Promise<string> {
    const known = this.keys.get(young.cpr);
    if (known !== undefined) return known;
    const { status, body } = await this.service.send(
      'POST',
      '/v1/persons/lookup',
      { cpr: young.cpr },
      `adviser-${municipality}`,
      FOLLOW_UP,
    );
    if (status !== 200) throw new Error(`not found by its adviser: ${status}`);
    this.keys.set(young.cpr, body.key);
    return body.key;
  }

  /** `GET /v1/persons/{key}/{what}` as the adviser of the municipality. */
  async ask(young: Young, what: string, municipality = '0751'): Promise<any> {
    const key = await this.key(young, municipality);
    const { status, body } = await this.service.get(`/v1/persons/${key}/${what}`, `adviser-${municipality}`, FOLLOW_UP);
    if (status !== 200) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** The person's cases on the municipality's work list. */
  async cases(young: Young, municipality = '0751'): Promise<any[]> {
    const { body } = await this.service.get(
      `/v1/cases?municipality=${municipality}&state=open,breached,closed,cancelled`,
      `adviser-${municipality}`,
    );
    const key = await this.key(young, municipality);
    return body.cases.filter((row: { person: string }) => row.person === key);
  }

  async receipt(item: Item, client: string, query = ''): Promise<any> {
    return (await this.service.get(`${item.receipt}${query}`, client)).body;
  }

  /** The number of facts of a type in the log. */
  async facts(type: string): Promise<number> {
    const { rows } = await this.service.parts.pool.query<{ count: number }>(
      'select count(*)::int as count from log.events where type = $1',
      [type],
    );
    return rows[0]?.count ?? 0;
  }
}

function clientOf(reporter: string): string {
  if (reporter === 'cpr' || reporter.startsWith('jobcentre-')) return reporter;
  if (reporter.startsWith('municipality-')) return reporter.replace('municipality-', 'adviser-');
  return ['990110', '990111', '990210', '990410', '990510'].includes(reporter) ? 'sa-nord' : 'sa-syd';
}
