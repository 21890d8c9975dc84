import { Global, Module } from '@nestjs/common';
import { RULE_BOOK } from '#libs/rules';
import { READER_NAMES, WATCHED_READERS } from '#libs/subscriptions';
import { RELAY } from '../worker/kafka/topics.ts';
import { readerNames } from '../worker/subscriptions/readers.ts';
import { CONFIG, type Config } from './config.ts';

/** The names of the readers of the log, also for a process that runs none of them. */
@Global()
@Module({
  providers: [
    { provide: READER_NAMES, inject: [RULE_BOOK], useFactory: readerNames },
    {
      provide: WATCHED_READERS,
      inject: [READER_NAMES, CONFIG],
      useFactory: (names: readonly string[], { kafka }: Config) => (kafka ? [...names, RELAY] : names),
    },
  ],
  exports: [READER_NAMES, WATCHED_READERS],
})
export class ReadersModule {}
