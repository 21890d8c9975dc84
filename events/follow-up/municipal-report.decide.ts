import { pointerTo } from '#libs/validation';
import {
  type DecideContext,
  type Decision,
  datedAhead,
  decision,
  outsideAges,
  type Subject,
} from '../model/decision.ts';
import type { Incoming } from '../model/definition.ts';
import type { BecameAwareV1 } from './became-aware.event.ts';
import type { ContactMadeV1 } from './contact-made.event.ts';

export function decideBecameAware(subject: Subject<Incoming<BecameAwareV1>>, context: DecideContext): Decision {
  const { awareOn } = subject.data;
  const pointer = pointerTo(subject.at, 'awareOn');
  return decision({ refusals: [datedAhead(context, awareOn, pointer), outsideAges(context, awareOn, pointer)] });
}

export function decideContactMade(subject: Subject<Incoming<ContactMadeV1>>, context: DecideContext): Decision {
  const { on } = subject.data;
  const pointer = pointerTo(subject.at, 'on');
  return decision({ refusals: [datedAhead(context, on, pointer), outsideAges(context, on, pointer)] });
}
