/** The limits of the contact clock in a rule book (libs/rules). */
export interface ContactLimits {
  readonly contactFromAge: number;
  readonly contactBeforeAge: number;
  readonly contactWorkdays: number;
  readonly contactToldWorkdays: number;
}
