/**
 * The scripts and their figures. `npm run figures -- --list` prints it. To add one: a line here, whose script prints `{
 * "id", "value", "unit", "n", "seed", "reach", "pass" }` on a line of its own; an entry keeps the lines called `id`,
 * `id-…` and `id …`. `spec` is run by jest, `command` as it is; `long` is the environment of the long form; `minutes`
 * about its duration on two cores; `timed` names lines that judge a speed.
 */
export const FIGURES = [
  {
    id: 'R1',
    what: 'Acknowledged (202), then `kill -9` of the service under load: lost',
    spec: 'test/crash/acknowledged.proof.ts',
    long: { ACKNOWLEDGED: '10000' },
    minutes: 3,
  },
  {
    id: 'R2',
    what: 'Acknowledged, then `kill -9` of PostgreSQL itself, fsync on, the service going on: lost',
    spec: 'test/crash/database-killed.proof.ts',
    long: { DATABASE_ACKNOWLEDGED: '4000', DATABASE_KILLS: '10' },
    minutes: 3,
  },
  {
    id: 'R3',
    what: 'Sent one to five times, in parallel, alone and in batches: stored twice',
    spec: 'test/door/identity.proof.ts',
    long: { RESENT_PERSONS: '1400' },
    minutes: 3,
  },
  {
    id: 'R4',
    what: 'Same source and id, other content, in parallel with the first: accepted',
    spec: 'test/door/mutated.proof.ts',
    long: { MUTATED_PERSONS: '1700' },
    minutes: 4,
  },
  {
    id: 'R5',
    what: 'Fifty writers at once on one person, again and again: lost, or refused',
    spec: 'test/door/durable.proof.ts',
    long: { WRITER_ROUNDS: '40' },
    minutes: 3,
  },
  {
    id: 'R6',
    what: 'Committed among slow, killed and silent transactions: never read, or read otherwise',
    spec: 'test/crash/feed.proof.ts',
    long: { FEED_EVENTS: '12000', FEED_IDLE: 'service' },
    minutes: 3,
  },
  {
    id: 'R7',
    what: 'Longest stall of the readers behind a session left idle in a transaction',
    spec: 'test/crash/feed.proof.ts',
    long: { FEED_EVENTS: '12000', FEED_IDLE: 'service' },
    minutes: 3,
    timed: ['R7'],
  },
  {
    id: 'R8',
    what: 'Worker process killed between its writes and its checkpoint: effects not applied once',
    spec: 'test/crash/worker-killed.proof.ts',
    long: { WORKER_KILLS: '100' },
    minutes: 5,
  },
  {
    id: 'R9',
    what: 'Rebuilt against live: rows that differ',
    spec: 'test/rebuild/rebuild.proof.ts',
    long: { REBUILD_EACH: '700' },
    minutes: 4,
  },
  { id: 'R10', what: 'Poison events: others late', spec: 'libs/subscriptions/parking.spec.ts', minutes: 1 },
  {
    id: 'R11',
    what: 'Parked, mended, replayed: as if never parked',
    spec: 'test/rebuild/parking.proof.ts',
    minutes: 2,
  },
  {
    id: 'R12',
    what: 'Status at (D, K) against the naive oracle: mismatches',
    spec: 'test/oracle/education-status.proof.ts',
    long: { ORACLE_PAIRS: '100000' },
    minutes: 2,
  },
  {
    id: 'R13',
    what: 'Order of arrival: final statuses it changed',
    spec: 'test/oracle/arrival-order.proof.ts',
    long: { ARRIVAL_PAIRS: '20000' },
    minutes: 2,
  },
  {
    id: 'R16',
    what: 'Deadlines told other than once, over kills, clock jumps, summer time, leap days',
    spec: 'test/crash/downtime.proof.ts',
    minutes: 2,
  },
  {
    id: 'R17',
    what: 'Open cases on no list or on several, over random moves, corrections and withdrawals',
    spec: 'test/follow-up/one-list.proof.ts',
    long: {},
    minutes: 3,
  },
  {
    id: 'R18',
    what:
      'Requests made from the contract by Schemathesis, each kind of caller: ' +
      'answered by a fault or otherwise than promised',
    command: ['bash', 'test/fuzz/run.sh'],
    minutes: 10,
  },
  {
    id: 'R20',
    what: 'One name of a report changed in every way: dropped in silence',
    spec: 'test/door/mutations.proof.ts',
    long: { MUTATIONS: '200000' },
    minutes: 3,
  },
  {
    id: 'R32',
    what: 'Kafka away, or its workers killed: refused, lost, or otherwise than rebuilt',
    command: ['bash', 'test/kafka/run.sh'],
    lines: ['R8-kafka', 'kafka'],
    minutes: 10,
  },
  {
    id: 'R33',
    what: 'Database connections gone silent, half-open: until all is well again',
    spec: 'test/crash/half-open.proof.ts',
    long: { HALF_OPEN_ROUNDS: '5' },
    minutes: 2,
    timed: ['R33'],
  },
  {
    id: 'R34',
    what: 'Backup under load, everything destroyed, restored into a new cluster',
    command: ['node', 'test/figures/restore-drill.js'],
    minutes: 3,
  },
  {
    id: 'R35',
    what: 'Twenty starts at once, migrating an empty and every older database, and twenty whole services: failed',
    spec: 'test/startup/concurrent-starts.proof.ts',
    long: { START_AGES: 'all', START_SERVICES: '20' },
    minutes: 5,
  },
  {
    id: 'R36',
    what: 'A reader started from zero against one that followed live: events read otherwise',
    spec: 'test/crash/feed.proof.ts',
    long: { FEED_EVENTS: '12000', FEED_IDLE: 'service' },
    minutes: 3,
  },
  {
    id: 'P14',
    what: 'Tables that grow with what does not explain it',
    spec: 'test/figures/growth.proof.ts',
    minutes: 1,
  },
  {
    id: 'KURRENT',
    what: 'The log on a double of KurrentDB that is killed: lost',
    spec: 'test/crash/kurrent-copy.proof.ts',
    lines: ['R1-kurrent'],
    minutes: 2,
  },
  {
    id: 'OULAD',
    what: '13,529 real course enrolments: imported, counted, asked',
    command: ['bash', 'test/figures/run-oulad.sh'],
    lines: ['status'],
    timed: ['OULAD-import', 'status-median', 'status-p99'],
    minutes: 3,
  },
];

/** The subjects of the lines of `npm run bench`; the rest of a line's name says which of its numbers it is. */
export const BENCH = [
  { id: 'P1', what: 'Append of 1, 100, 1,000 a call, checks on, against a bare insert' },
  { id: 'P2', what: 'Append against peers, 1 a call and 1,000 persons a call' },
  { id: 'P3', what: 'Loss under fire, 8 and 32 writers' },
  { id: 'P4', what: 'Rebuild' },
  { id: 'P5', what: 'From accepted to visible' },
  { id: 'P6', what: 'Reports over HTTP: single, and batches of 1,000 with 0, 1, 20 % wrong' },
  { id: 'P7', what: 'Status at (day, knowledge)' },
  { id: 'P8', what: 'Growth from 10,000 to 1,100,000 persons' },
  { id: 'P9', what: 'A risk report while a large file is imported' },
  { id: 'P10', what: 'Clean clone to first answer, warm start' },
  { id: 'P19', what: 'A list page of 50 names over a large read log, and what a person shown costs in it' },
  { id: 'P20', what: 'Others while one client floods the door' },
  { id: 'P21', what: 'Receipts looked up' },
  { id: 'P22', what: 'Look-up: the time of a hit against that of a miss' },
  { id: 'crowd', what: 'Seven thousand risk reports about one person, by 1 and by 70 reporters' },
];

/** The descriptions of lines whose name is longer than that of their entry. */
export const LINES = {
  'kafka-out': 'The log published to Kafka: events missing in the topic or otherwise',
  'OULAD-counts': 'OULAD: cohort counts against the files on twelve dates: differences',
  'OULAD-students': 'OULAD: dates on which the counts do not add up to all students',
  'OULAD-import': 'OULAD: import until every answer shows it',
  'status-median': 'Status at (D, K) over HTTP on the OULAD data, median',
  'status-p99': 'Status at (D, K) over HTTP on the OULAD data, 99th percentile',
};
