import {
  type AnswerOf,
  flag,
  instant,
  listOf,
  mark,
  number,
  object,
  oneOf,
  optional,
  orNull,
  text,
  whole,
} from '#libs/contract';
import { STALLED_SECONDS } from '#libs/subscriptions';

export const liveSchema = object('Live', 'The process answers.', { live: mark('Always true.') });
export type Live = AnswerOf<typeof liveSchema>;

export const readinessSchema = object(
  'Ready',
  'Whether the service is ready, and why not. `readers` and `oldestTransaction` only for those who may see figures.',
  {
    ready: flag('Whether it is.', true),
    database: oneOf(['up', 'down'], 'Whether PostgreSQL answers.'),
    kurrentdb: optional(
      oneOf(
        ['up', 'down'],
        'Whether KurrentDB answers, if the log is kept there: ' +
          'without it every question is answered and every report refused until it is back.',
      ),
    ),
    behind: listOf(
      text('A reader.', 'education-status'),
      'Readers that have not come to the end of the log at this moment; they may catch up within milliseconds.',
    ),
    stalled: optional(
      listOf(
        text('A reader.', 'education-status'),
        `Readers that have not moved for ${STALLED_SECONDS} s with something to read.`,
      ),
    ),
    readers: optional(
      listOf(
        object('ReaderLag', 'How far a reader is.', {
          reader: text('The reader.', 'education-status'),
          lagSeconds: number(
            'Age of the oldest event it has not passed, seconds, ' +
              "by the clock events are recorded with (in a sandbox the sandbox's); 0 if there is none. " +
              'Parked streams and persons set aside are counted apart.',
            0.02,
          ),
          positionsBehind: whole('Positions from the last applied to the end of the log.', 3),
          parked: whole('Persons that wait for a replay.', 0),
          parkedSeconds: number('How long the longest has waited.', 0),
          aside: whole('Persons with long streams, caught up beside the others; nobody has to do anything.', 0),
          asideSeconds: number('How old the oldest event of these is.', 0),
          pausedSince: optional(
            instant(
              'Since when it has not moved though it has something to read; by the real clock, left out if it moves.',
            ),
          ),
        }),
        'How far each reader is.',
      ),
    ),
    oldestTransaction: optional(
      object(
        'OldestTransaction',
        'The oldest open transaction that has written: one of this database, which every reader waits for, ' +
          'before any other.',
        {
          pid: orNull(whole('A process id.', 4711), 'Of its session; null for a prepared transaction.'),
          application: text('Its application.', 'ungestatus'),
          state: text('Its state.', 'idle in transaction'),
          database: text('The database it works in.', 'ungestatus'),
          since: orNull(instant('When it began.'), 'Null if that is hidden from our user.'),
          stopsReaders: flag(
            'Whether the readers wait for it: false if it works in another database of the cluster.',
            true,
          ),
          seconds: number('Its age.', 12.5),
        },
      ),
    ),
  },
);
export type Readiness = AnswerOf<typeof readinessSchema>;
