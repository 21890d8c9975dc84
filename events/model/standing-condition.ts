/**
 * A condition that must be met before a report counts (docs/adr/0019). Every limit is computed into days (`YYYY-MM-DD`)
 * when the report is received, so the fold needs neither rules nor calendar, and a later rule changes nothing. Stored
 * format: add a kind, never edit.
 */
export type StandingCondition =
  /** The report that is corrected or withdrawn, by its event id: the reporter's own. */
  | { readonly needs: 'own-report'; readonly target: string }
  /** The reporter itself registered this enrolment. */
  | { readonly needs: 'own-enrolment'; readonly enrolmentId: string }
  /** One of the reporter's own enrolments covers the day or begins soon after it. */
  | {
      readonly needs: 'own-enrolment-on';
      readonly on: string;
      /** The last day it may begin. */
      readonly startsBy: string;
      /** While no end is known: the earliest day it may be expected to end. */
      readonly expectedEndFrom: string;
    }
  /** The reporter assigned this contact person itself, or another condition is met. */
  | { readonly needs: 'own-contact'; readonly role: string; readonly on: string; readonly otherwise: StandingCondition }
  /** The municipality is responsible for the person on the day: by residence, or as holder of a case if `orHolder`. */
  | {
      readonly needs: 'responsibility';
      readonly municipality: string;
      readonly on: string;
      readonly orHolder: boolean;
      /** A registered birth date must lie after this day: of older people it sees nothing. */
      readonly bornAfter: string;
      /** The same of the civil number's date, which counts while no birth date is registered. */
      readonly youngByNumber: boolean;
    }
  /** Nothing meets it: the relation is not built. */
  | { readonly needs: 'closed' };
