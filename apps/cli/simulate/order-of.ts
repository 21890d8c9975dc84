import { setImmediate as breathe } from 'node:timers/promises';
import { OrderOfArrival } from './order-of-arrival.ts';
import { type Run } from './run.ts';
import { showProgress } from '../progress.ts';

/** The order takes half a minute for a nation: yields to the event loop in between, so that Ctrl-C is handled. */
export async function orderOf(run: Run, stop: AbortSignal): Promise<OrderOfArrival> {
  const progress = showProgress('Living', run.options.persons, 'lives');
  const lives = OrderOfArrival.of(run);
  try {
    for (;;) {
      const step = lives.next();
      if (step.done === true) return step.value;
      progress.update(step.value);
      await breathe();
      stop.throwIfAborted();
    }
  } finally {
    progress.stop();
  }
}
