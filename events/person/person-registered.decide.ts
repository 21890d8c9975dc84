import { pointerTo } from '#libs/validation';
import { type DecideContext, type Decision, datedAhead, decision, findingIf, type Subject } from '../model/decision.ts';
import type { Incoming } from '../model/definition.ts';
import type { PersonRegisteredV1 } from './person-registered.event.ts';

/**
 * Warns of a birth date that differs from the number's, because the register is the authority on people. Refuses only a
 * date in the future.
 */
export function decidePersonRegistered(
  { data, at }: Subject<Incoming<PersonRegisteredV1>>,
  context: DecideContext,
): Decision {
  const pointer = pointerTo(at, 'birthDate');
  return decision({
    refusals: [datedAhead(context, data.birthDate, pointer)],
    warnings: [findingIf(data.birthDate !== context.numberBirthDate, pointer, 'birth-date-against-number')],
  });
}
