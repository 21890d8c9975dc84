import { pointerTo } from '#libs/validation';
import { type DecideContext, type Decision, decision, outsideAges, type Subject } from '../decision.ts';

export function decideBecameAware(subject: Subject<'became-aware.v1'>, context: DecideContext): Decision {
  return decision({ refusals: [outsideAges(context, subject.data.awareOn, pointerTo(subject.at, 'awareOn'))] });
}

export function decideContactMade(subject: Subject<'contact-made.v1'>, context: DecideContext): Decision {
  return decision({ refusals: [outsideAges(context, subject.data.on, pointerTo(subject.at, 'on'))] });
}
