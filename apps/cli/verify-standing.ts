import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { foreignHands, type ForeignHand } from '#events/standing/foreign-hands';
import { localDay } from '#libs/calendar';
import { standingTerms } from '#libs/intake';
import type { FeedPlace } from '#libs/event-store';
import { allHistories } from '#libs/persons';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { RulesModule } from '../service/rules.module.ts';
import { showProgress } from './progress.ts';
import { runCommand } from './run-command.ts';

/** A place after every event. */
const END: FeedPlace = { xid: '18446744073709551615', position: Number.MAX_SAFE_INTEGER };

/**
 * Lists the cases that reporters without standing closed, opened and staffed before standing was required
 * (docs/adr/0019). Changes nothing: standing once given is never withdrawn, and the listed cases are corrected by new
 * facts.
 */
@Injectable()
class VerifyStandingCommand {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
  ) {}

  async run(): Promise<void> {
    let found = 0;
    const progress = showProgress('Reading', null, 'persons');
    let persons = 0;
    for await (const hand of handsOf(this.pool, this.rules, (more) => progress.update((persons += more)))) {
      found += 1;
      for (const line of linesOf(hand)) console.log(line);
    }
    progress.stop();
    console.log(
      found === 0
        ? 'No report without standing opened, closed or staffed anything.'
        : `${found} reports without standing took effect; put them right by new facts.`,
    );
  }
}

export function verifyStanding(): Promise<void> {
  return runCommand(VerifyStandingCommand, (command) => command.run(), { imports: [RulesModule] });
}

export async function* handsOf(
  pool: Pool,
  rules: RuleBook,
  read: (persons: number) => void,
): AsyncGenerator<ForeignHand> {
  for await (const histories of allHistories(pool, END)) {
    read(histories.length);
    for (const history of histories) {
      yield* foreignHands(history, (event) =>
        standingTerms(rules, {
          receivedOn: localDay(event.receivedAt),
          numberBirthDate: history.numberBirthDate,
          target: undefined,
        }),
      );
    }
  }
}

function linesOf({ event, did }: ForeignHand): string[] {
  const { reporter, type, eventId, stream, occurredOn } = event;
  return did.map(
    ({ what, caseId }) =>
      `${reporter} ${what} ${caseId === undefined ? 'a contact person' : `case ${caseId}`}: ` +
      `${type} of ${occurredOn}, event ${eventId}, person ${stream}`,
  );
}
