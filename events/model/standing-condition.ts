/**
 * A condition that must be met before a report counts (docs/adr/0019). Every limit is computed into days (`YYYY-MM-DD`)
 * when the report is received, so the fold needs neither rules nor calendar, and a later rule changes nothing. Stored
 * format: add a kind, never edit.
 */
export type StandingCondition =
  /** The report that is corrected or withdrawn, by its event id, must be the reporter's own. */
  | { readonly needs: 'own-report'; readonly target: string }
  /** The reporter itself must have registered this enrolment. */
  | { readonly needs: 'own-enrolment'; readonly enrolmentId: string }
  /** One of the reporter's own enrolments must include the day or begin soon after it. */
  | {
      readonly needs: 'own-enrolment-on';
      readonly on: string;
      /** The last day on which it may begin. */
      readonly startsBy: string;
      /** If no end is known: the earliest day on which it may be expected to end. */
      readonly expectedEndFrom: string;
    }
  /** The reporter must have assigned this contact person itself, or meet the other condition. */
  | { readonly needs: 'own-contact'; readonly role: string; readonly on: string; readonly otherwise: StandingCondition }
  /**
   * The municipality must be responsible for the person on the day: by residence, or as holder of a case if `orHolder`.
   */
  | {
      readonly needs: 'responsibility';
      readonly municipality: string;
      readonly on: string;
      readonly orHolder: boolean;
      /** A registered birth date must lie after this day: the municipality sees nothing of older people. */
      readonly bornAfter: string;
      /** The same for the date in the civil number, which counts if no birth date is registered. */
      readonly youngByNumber: boolean;
    }
  /** Never met: the relation is not built. */
  | { readonly needs: 'closed' };
