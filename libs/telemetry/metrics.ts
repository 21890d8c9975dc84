import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { withoutCivilNumbers } from '#libs/problems';

export const METRICS_MEDIA_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** The outcome of one report. Type and code come from closed lists, never from the request. */
export interface CountedReport {
  /** A type of the catalogue, or `unknown`. */
  readonly type: string;
  readonly outcome: string;
  /** The first error's code if it was refused, else empty. */
  readonly code: string;
}

/** Ranges from a read of one row to a batch of ten thousand. */
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Figures of the readers and of the oldest open transaction, read from PostgreSQL. */
export interface ReaderFigures {
  readonly readers: readonly {
    readonly reader: string;
    readonly lagSeconds: number;
    readonly positionsBehind: number;
    readonly aside: number;
    readonly asideSeconds: number;
    readonly parked: number;
    readonly parkedSeconds: number;
  }[];
  readonly oldestTransaction:
    | {
        readonly pid: number | null;
        readonly application: string;
        readonly state: string;
        readonly database: string;
        readonly seconds: number;
        readonly stopsReaders: boolean;
      }
    | undefined;
}

/**
 * Figures of this process for Prometheus, in a registry of its own. No label contains an id, a person or a reporter.
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly http = this.histogram('ungestatus_http_request_duration_seconds', 'Time to answer a call.', [
    'method',
    'route',
    'status',
  ]);
  private readonly reports = this.counter('ungestatus_reports_total', 'Reports by what became of them.', [
    'type',
    'outcome',
    'code',
  ]);
  private readonly parks = this.counter('ungestatus_parkings_total', 'Persons parked by this process.', ['reader']);
  private readonly databaseUp = this.gauge('ungestatus_database_up', '1 where PostgreSQL answered this scrape.');
  private readonly lag = this.gauge(
    'ungestatus_reader_lag_seconds',
    'Age of the oldest event a reader has not passed, by the clock events are recorded with; ' +
      'parked streams are counted apart.',
    ['reader'],
  );
  private readonly positions = this.gauge(
    'ungestatus_reader_positions_behind',
    'Positions from where a reader is to the end of the log.',
    ['reader'],
  );
  private readonly stalled = this.gauge(
    'ungestatus_reader_stalled_seconds',
    'How long a reader with something to read has not moved.',
    ['reader'],
  );
  private readonly aside = this.gauge(
    'ungestatus_reader_aside',
    'Persons with long streams being caught up apart, of a reader.',
    ['reader'],
  );
  private readonly asideFor = this.gauge(
    'ungestatus_reader_aside_seconds',
    'Age of the oldest event of those, of a reader.',
    ['reader'],
  );
  private readonly retries = this.counter(
    'ungestatus_retries_total',
    'Pages and other work of the worker to be tried again.',
    ['where'],
  );
  private readonly parked = this.gauge('ungestatus_reader_parked', 'Persons who wait, of a reader.', ['reader']);
  private readonly parkedFor = this.gauge(
    'ungestatus_reader_parked_seconds',
    'How long the longest has waited, of a reader.',
    ['reader'],
  );
  private readonly transaction = this.gauge(
    'ungestatus_oldest_transaction_seconds',
    'Age of the oldest open transaction that has written; readers wait for one in their own database. ' +
      'No line if none is open.',
    ['pid', 'application', 'state', 'database', 'stops_readers'],
  );
  private readonly withoutHolder = this.gauge(
    'ungestatus_cases_without_holder',
    'Running cases no municipality holds; must be 0.',
    ['clock'],
  );
  private readonly memory = this.gauge('process_resident_memory_bytes', 'Memory of this process.');
  private readonly started = this.gauge('process_start_time_seconds', 'When this process started, seconds since 1970.');

  /** Created only if the log is on KurrentDB: from then on, a figure without labels is shown. */
  private kurrentUp: Gauge | undefined;

  constructor(startedAt: Date) {
    this.started.set(startedAt.getTime() / 1_000);
  }

  /** @param route the template, e.g. `/v1/persons/:key/status`, never the address called */
  answered(call: { readonly method: string; readonly route: string; readonly status: number }, seconds: number): void {
    this.http.observe({ ...call, status: String(call.status) }, seconds);
  }

  counted(reports: readonly CountedReport[]): void {
    for (const { type, outcome, code } of reports) this.reports.inc({ type, outcome, code });
  }

  retried(where: string): void {
    this.retries.inc({ where });
  }

  parkedNow(readers: readonly string[]): void {
    for (const reader of readers) this.parks.inc({ reader });
  }

  /**
   * Renders the Prometheus text.
   * @param standing undefined if PostgreSQL is away: its figures are then left out, not guessed
   * @param kurrentUp undefined if the log is not on KurrentDB
   * @param casesWithoutHolder by clock; undefined if PostgreSQL did not answer
   * @param stalls seconds since a reader with more events to read has moved
   */
  text(
    standing: ReaderFigures | undefined,
    kurrentUp?: boolean,
    casesWithoutHolder?: ReadonlyMap<string, number>,
    stalls?: ReadonlyMap<string, number>,
  ): Promise<string> {
    this.withoutHolder.reset();
    for (const [clock, cases] of casesWithoutHolder ?? []) this.withoutHolder.set({ clock }, cases);
    this.memory.set(process.memoryUsage.rss());
    this.databaseUp.set(standing ? 1 : 0);
    if (kurrentUp !== undefined)
      (this.kurrentUp ??= this.gauge('ungestatus_kurrentdb_up', '1 where KurrentDB answered this scrape.')).set(
        kurrentUp ? 1 : 0,
      );
    this.setReaders(standing?.readers ?? [], stalls);
    this.setTransaction(standing?.oldestTransaction);
    return this.registry.metrics();
  }

  private setReaders(readers: ReaderFigures['readers'], stalls: ReadonlyMap<string, number> | undefined): void {
    for (const gauge of [
      this.lag,
      this.positions,
      this.stalled,
      this.aside,
      this.asideFor,
      this.parked,
      this.parkedFor,
    ])
      gauge.reset();
    for (const { reader, ...of } of readers) {
      this.lag.set({ reader }, of.lagSeconds);
      this.positions.set({ reader }, of.positionsBehind);
      this.stalled.set({ reader }, stalls?.get(reader) ?? 0);
      this.aside.set({ reader }, of.aside);
      this.asideFor.set({ reader }, of.asideSeconds);
      this.parked.set({ reader }, of.parked);
      this.parkedFor.set({ reader }, of.parkedSeconds);
    }
  }

  private setTransaction(oldest: ReaderFigures['oldestTransaction']): void {
    this.transaction.reset();
    if (oldest === undefined || oldest === null) return;
    // Clients choose their own application name, so it cannot be trusted as a label.
    const [application, database] = [plainLabel(oldest.application), plainLabel(oldest.database)];
    const stops = oldest.stopsReaders ? 'yes' : 'no';
    this.transaction.set(
      { pid: String(oldest.pid ?? ''), application, state: oldest.state, database, stops_readers: stops },
      oldest.seconds,
    );
  }

  private gauge<Label extends string>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  private counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private histogram<Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets: SECONDS, registers: [this.registry] });
  }
}

function plainLabel(name: string): string {
  return withoutCivilNumbers(name)
    .replace(/[^\w .:/-]/g, '')
    .slice(0, 63);
}
