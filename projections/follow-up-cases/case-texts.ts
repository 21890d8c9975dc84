import type { ClockName } from '#events/follow-up/clock-names';
import type { HolderGround } from '#events/follow-up/follow-up.event';
import type { CaseRow } from './case-row.ts';
import type { CaseText, ClockTexts } from './clock-texts.ts';
import { CONTACT_TEXTS } from './contact-texts.ts';

const TEXTS: { readonly [Name in ClockName]: ClockTexts } = { contact: CONTACT_TEXTS };

const NOTHING: CaseText = { da: '', en: '' };
const HELD_ON: Readonly<Record<HolderGround, CaseText>> = {
  residence: NOTHING,
  'last-known': {
    da: ' Bopælen kendes ikke længere; den senest kendte kommune har sagen, til en ny bopæl kendes.',
    en: ' The residence is no longer known; the municipality last known has the case until another is.',
  },
  school: {
    da: ' Bopælen er ukendt; skolens kommune har sagen.',
    en: ' The residence is unknown; the municipality of the school has the case.',
  },
  none: {
    da: ' Hverken bopæl eller skole kendes; ingen kommune har sagen.',
    en: ' Neither residence nor school is known; no municipality has the case.',
  },
};

/** The reason why the case is on the list. */
export function whyHere(row: CaseRow): CaseText {
  const because = TEXTS[row.clock].because(row);
  const moved = row.handovers.at(-1);
  const from = moved?.from ?? null;
  const move: CaseText =
    moved && from !== null
      ? {
          da: ` Overtaget fra kommune ${from} den ${moved.on}.`,
          en: ` Taken over from municipality ${from} on ${moved.on}.`,
        }
      : NOTHING;
  const held = HELD_ON[row.ground];
  return { da: because.da + move.da + held.da, en: because.en + move.en + held.en };
}

/** The facts that remove the case from the list; null once it is removed. */
export function whatRemoves(row: CaseRow): CaseText | null {
  switch (row.state) {
    case 'open':
    case 'breached':
      return TEXTS[row.clock].endedBy(row);
    case 'closed':
    case 'cancelled':
      return null;
  }
}

/** The timing of the contact that closed a case; null unless closed. */
export function howItClosed({ clock, timing }: CaseRow): CaseText | null {
  return timing === null ? null : TEXTS[clock].closed[timing];
}
