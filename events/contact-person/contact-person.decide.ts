import { pointerTo } from '#libs/validation';
import {
  type DecideContext,
  type Decision,
  decision,
  type Finding,
  findingIf,
  type Subject,
} from '../model/decision.ts';
import type { ReporterKind } from '../model/source.ts';
import type { ContactRole } from './contact-person-assigned.event.ts';
import type { Incoming } from '../model/definition.ts';
import type { ContactPersonAssignedV1 } from './contact-person-assigned.event.ts';
import type { ContactPersonEndedV1 } from './contact-person-ended.event.ts';

/**
 * The kind of reporter that may state each role. `own` holds the young person's own contact details: the municipality
 * records them until the young person has an endpoint of their own (docs/adr/0020).
 */
const GIVER: Readonly<Record<ContactRole, ReporterKind>> = {
  kui: 'municipality',
  jobcentre: 'jobcentre',
  institution: 'institution',
  own: 'municipality',
};

export function decideContactPersonAssigned(subject: Subject<Incoming<ContactPersonAssignedV1>>): Decision {
  const { data, at } = subject;
  return decision({
    refusals: [
      roleRefusal(data.role, subject),
      findingIf(data.until !== undefined && data.until < data.from, pointerTo(at, 'until'), 'until-before-from'),
    ],
    warnings: [findingIf(data.phone === undefined && data.email === undefined, at, 'contact-without-reach')],
  });
}

export function decideContactPersonEnded(
  subject: Subject<Incoming<ContactPersonEndedV1>>,
  context: DecideContext,
): Decision {
  return decision({
    refusals: [roleRefusal(subject.data.role, subject)],
    warnings: [
      findingIf(subject.data.lastDay > context.unwarnedUntil, pointerTo(subject.at, 'lastDay'), 'end-far-ahead'),
    ],
  });
}

function roleRefusal(role: ContactRole, { reporterKind, at }: { reporterKind: ReporterKind; at: string }): Finding {
  return findingIf(GIVER[role] !== reporterKind, pointerTo(at, 'role'), 'role-not-yours');
}
