import { pointerTo } from '#libs/validation';
import {
  type DecideContext,
  type Decision,
  decision,
  type Finding,
  findingIf,
  type Subject,
} from '../model/decision.ts';
import { decideReport, type TypedSubject } from './decide-report.ts';
import { isReportType } from '../catalogue.ts';
import { personState, type PersonState, withoutReport } from '../state/person.evolve.ts';
import type { IncomingData } from '../incoming.ts';
import type { PersonEvent, Report } from '../person-event.ts';
import { parseSource } from '../model/source.ts';
import { contentOfNoType, wrongContent } from '../reading/content.ts';
import type { ReportReference } from '../correction/report-corrected.event.ts';

/**
 * Decides on a correction as on the report that replaces its target, on the state without the target. The correction
 * has the type of its target; without a known target the content is tested against every type.
 */
export function decideCorrection(
  subject: Subject<IncomingData['report-corrected.v1']>,
  state: PersonState,
  context: DecideContext,
): Decision {
  const { data } = subject;
  const at = pointerTo(subject.at, 'corrects');
  const target = findTarget(state, data.corrects, subject.source);
  const root = target && findRoot(state, target);
  const pointing = [
    ...pointingRefusals(data.corrects, subject, at, context),
    itselfRefusal(data.corrects, subject, at, state),
    findingIf(target !== undefined && root === undefined, at, 'not-correctable'),
    findingIf(root !== undefined && state.withdrawn.has(root.eventId), at, 'already-withdrawn'),
  ];
  const content =
    root === undefined
      ? decideAhead(subject, context, target !== undefined)
      : decideContent(subject, root, state, context);
  const { refusals } = decision({ refusals: [...pointing, ...content.refusals] });
  return refusals.length > 0 ? decision({ refusals }) : content;
}

function decideContent(
  subject: Subject<IncomingData['report-corrected.v1']>,
  root: Report,
  state: PersonState,
  context: DecideContext,
): Decision {
  const wrong = wrongContent(root.type, subject.data.content, subject.data.contentTypes);
  if (wrong.length > 0) return decision({ refusals: wrong });
  const content = {
    ...subject,
    type: root.type,
    data: subject.data.content,
    at: pointerTo(subject.at, 'content'),
  } as unknown as TypedSubject;
  return decideReport(content, withoutReport(state, root.eventId), context);
}

/**
 * Decides on a correction of an unknown report. Refuses it if its content has errors as a report of every type it fits.
 */
function decideAhead(
  subject: Subject<IncomingData['report-corrected.v1']>,
  context: DecideContext,
  isWithdrawal: boolean,
): Decision {
  const at = pointerTo(subject.at, 'content');
  const { content, contentTypes } = subject.data;
  // A withdrawal has no content to test this content against.
  if (contentTypes.length === 0)
    return decision({ refusals: isWithdrawal ? [] : contentOfNoType(content, subject.reporterKind), held: true });
  const refused = contentTypes.map(
    (type) =>
      decideReport({ ...subject, type, data: content, at } as unknown as TypedSubject, personState([]), context)
        .refusals,
  );
  const [first = []] = refused;
  return refused.every(({ length }) => length > 0) ? decision({ refusals: first }) : decision({ held: true });
}

/** Decides on a withdrawal of a report, correction or withdrawal. */
export function decideWithdrawal(
  subject: Subject<IncomingData['report-withdrawn.v1']>,
  state: PersonState,
  context: DecideContext,
): Decision {
  const { withdraws } = subject.data;
  const at = pointerTo(subject.at, 'withdraws');
  const target = findTarget(state, withdraws, subject.source);
  return decision({
    refusals: [
      ...pointingRefusals(withdraws, subject, at, context),
      itselfRefusal(withdraws, subject, at, state),
      findingIf(target !== undefined && state.withdrawn.has(target.eventId), at, 'already-withdrawn'),
    ],
    held: target === undefined,
  });
}

function pointingRefusals(
  reference: ReportReference,
  { source, reporter }: { readonly source: string; readonly reporter: string },
  at: string,
  context: DecideContext,
): Finding[] {
  const pointedAt = reference.source ?? source;
  // The sender must not learn whether another reporter's report exists, nor about whom.
  if (parseSource(pointedAt)?.reporter !== reporter)
    return [findingIf(true, pointerTo(at, 'source'), 'not-your-report')];
  return [findingIf(context.isOfOtherPerson(pointedAt, reference.id), pointerTo(at, 'id'), 'other-person')].filter(
    (finding) => finding !== undefined,
  );
}

/** Refuses a report that refers to itself, directly or through others: it could never have an effect. */
function itselfRefusal(
  reference: ReportReference,
  { source, senderId }: { readonly source: string; readonly senderId: string },
  at: string,
  state: PersonState,
): Finding {
  const seen = new Set<string>();
  let link: { readonly source: string; readonly id: string } | undefined = {
    source: reference.source ?? source,
    id: reference.id,
  };
  while (link !== undefined && !seen.has(`${link.source} ${link.id}`)) {
    if (link.source === source && link.id === senderId) return findingIf(true, pointerTo(at, 'id'), 'points-at-itself');
    seen.add(`${link.source} ${link.id}`);
    link = referenceOf(findTarget(state, link, source));
  }
  return undefined;
}

function referenceOf(event: PersonEvent | undefined): { readonly source: string; readonly id: string } | undefined {
  if (event?.type !== 'report-corrected.v1' && event?.type !== 'report-withdrawn.v1') return undefined;
  const { source = event.source, id } =
    event.type === 'report-corrected.v1' ? event.data.corrects : event.data.withdraws;
  return { source, id };
}

/** The event that a correction or withdrawal refers to. @returns undefined if the stream does not contain it */
export function findTarget(
  { events }: Pick<PersonState, 'events'>,
  reference: ReportReference,
  ownSource: string,
): PersonEvent | undefined {
  const source = reference.source ?? ownSource;
  return events.find((event) => event.senderId === reference.id && event.source === source);
}

/**
 * The report at the root of a chain of corrections.
 * @returns undefined for a withdrawal, a fact of the service or a broken chain
 */
export function findRoot({ events }: Pick<PersonState, 'events'>, target: PersonEvent): Report | undefined {
  const seen = new Set<string>();
  let link: PersonEvent | undefined = target;
  while (link !== undefined && link.type === 'report-corrected.v1' && !seen.has(link.eventId)) {
    seen.add(link.eventId);
    const next: string = link.data.target;
    link = events.find((event) => event.eventId === next);
  }
  return link !== undefined && isReport(link) ? link : undefined;
}

function isReport(event: PersonEvent): event is Report {
  return isReportType(event.type);
}
