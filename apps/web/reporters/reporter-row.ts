import { weeksBefore } from '#libs/calendar';
import type { TimelinessAnswer } from '../../status/timeliness/timeliness-answer.ts';
import { DA } from '../words/da.ts';
import { asNumber, asPercent, asWeek } from '../words/danish-formats.ts';
import { institutionTypeName } from '../words/institution-types.ts';
import { addressOf, type Chosen } from './chosen.ts';
import { countedIn } from './counted-reports.ts';
import { type Direction, directionOf } from './direction.ts';
import type { Names } from './names.ts';

type Row = TimelinessAnswer['rows'][number];

/** A count and the list behind it; no address if there is nothing to list. */
interface Counted {
  readonly text: string;
  readonly href: string | null;
}

interface Delay {
  readonly text: string;
  readonly spoken: string;
}

export interface ShownRow {
  readonly name: string;
  readonly href: string | null;
  readonly type: string;
  readonly municipality: string;
  readonly received: string;
  /** Null: not counted by this group. */
  readonly missing: Counted | null;
  /** Shown if there are no figures. */
  readonly instead: string;
  /** Null: no report that counts in lateness. */
  readonly figures: {
    readonly late: Counted;
    readonly share: number;
    readonly direction: Direction;
    readonly toRegister: Delay;
    readonly toReceive: Delay;
  } | null;
}

interface RowContext {
  readonly chosen: Chosen;
  readonly names: Names;
}

/** The rows in the order of the Danish alphabet, weeks the newest first. */
export function shownRowsOf(
  answer: TimelinessAnswer,
  earlier: TimelinessAnswer,
  context: RowContext,
): readonly ShownRow[] {
  const compared = context.chosen.by === 'week' ? [...earlier.rows, ...answer.rows] : earlier.rows;
  const shares = new Map(compared.map(({ name, figures }) => [name, figures?.share]));
  // A week is compared with the one before it, all others with themselves.
  const before = (name: string): string => (context.chosen.by === 'week' ? weeksBefore(name, 1) : name);
  const rows = answer.rows.map((row) => ({ row, shown: shownRow(row, shares.get(before(row.name)), context) }));
  return context.chosen.by === 'week'
    ? rows.sort((one, other) => (one.row.name > other.row.name ? -1 : 1)).map(({ shown }) => shown)
    : rows.sort((one, other) => one.shown.name.localeCompare(other.shown.name, 'da')).map(({ shown }) => shown);
}

function shownRow(row: Row, shareBefore: number | undefined, { chosen, names }: RowContext): ShownRow {
  const { figures } = row;
  const facts = chosen.by === 'institution' ? names.find(row.name) : undefined;
  const href = hrefOf(row, chosen);
  const received = countedIn(row);
  const late = received - (figures?.onTime ?? 0);
  return {
    name: nameOf(row, chosen, names),
    href,
    type: facts?.type ?? '',
    municipality: facts?.municipality ?? '',
    received: asNumber(received),
    missing: missingOf(row, chosen, href),
    instead: row.reports === 0 ? DA.reporters.nothingReceived : DA.reporters.historyOnly,
    figures:
      figures === undefined
        ? null
        : {
            late: {
              text: asNumber(late),
              href: late > 0 && chosen.by === 'institution' ? `${href}#for-sent` : null,
            },
            share: asPercent(figures.share),
            direction: directionOf(figures.share, shareBefore),
            toRegister: delayOf(figures.toRegister),
            toReceive: delayOf(figures.toReceive),
          },
  };
}

function missingOf({ missing }: Row, { by }: Chosen, href: string | null): Counted | null {
  if (missing === undefined) return null;
  return { text: asNumber(missing), href: missing > 0 && by === 'institution' ? `${href}#mangler` : null };
}

function nameOf({ name, title }: Row, { by }: Chosen, names: Names): string {
  switch (by) {
    case 'institution':
      return title ?? DA.reporter.unknownName(name);
    case 'municipality':
      return names.municipality(name);
    case 'institution-type':
      return institutionTypeName(name);
    case 'system':
      return name;
    case 'week':
      return asWeek(name);
  }
}

/** The page behind a row, of the same weeks. */
function hrefOf({ name }: Row, chosen: Chosen): string | null {
  switch (chosen.by) {
    case 'institution':
      return addressOf(`/indberettere/${name}`, { ...chosen, municipality: undefined });
    case 'municipality':
      return addressOf('/indberettere', chosen, { by: 'institution', municipality: name });
    case 'institution-type':
    case 'system':
    case 'week':
      return null;
  }
}

/** The last class of the histograms is "over 30". */
const MOST_WORKDAYS = 30;

export function delayOf({ median, p90 }: { readonly median: number; readonly p90: number }): Delay {
  const days = (count: number): string => (count > MOST_WORKDAYS ? DA.reporters.over30 : asNumber(count));
  return { text: `${days(median)} · ${days(p90)}`, spoken: DA.reporters.spoken(days(median), days(p90)) };
}
