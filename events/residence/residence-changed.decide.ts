import { pointerTo } from '#libs/validation';
import { type DecideContext, type Decision, decision, findingIf, type Subject } from '../model/decision.ts';
import type { Incoming } from '../model/definition.ts';
import type { ResidenceChangedV1 } from './residence-changed.event.ts';

/**
 * Accepts every residence that the register reports. A code that names no municipality on the day gives the register a
 * warning and makes no municipality responsible: the one last known stays responsible (docs/adr/0021).
 */
export function decideResidenceChanged(
  { data, at }: Subject<Incoming<ResidenceChangedV1>>,
  context: DecideContext,
): Decision {
  const place = context.placeOf(data.municipality, data.from);
  const pointer = pointerTo(at, 'municipality');
  return decision({
    warnings: [
      findingIf(place === 'abroad', pointer, 'municipality-abroad'),
      findingIf(place === 'no-municipality' || place === 'unknown', pointer, 'municipality-unknown'),
    ],
  });
}
