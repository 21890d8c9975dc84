import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Live } from './health-answer.ts';

/** Whether the process answers: no database, no worker, nothing that could fail for another reason. */
export class IsLive extends Query<Live> {}

@QueryHandler(IsLive)
export class IsLiveHandler implements IQueryHandler<IsLive> {
  execute(): Promise<Live> {
    return Promise.resolve({ live: true });
  }
}
