/** Reasons for refusing a token. Safe to show: they contain nothing of the token. */
export type InvalidTokenReason =
  | 'missing'
  | 'malformed'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-audience'
  | 'wrong-issuer'
  | 'bad-signature'
  | 'wrong-type'
  | 'sender-constrained'
  | 'no-role'
  | 'no-municipality';

/** The token is not valid; the caller has to mend it. */
export class InvalidToken extends Error {
  readonly reason: InvalidTokenReason;

  constructor(reason: InvalidTokenReason, options?: ErrorOptions) {
    super(`The bearer token was refused: ${reason}`, options);
    this.name = 'InvalidToken';
    this.reason = reason;
  }
}

/** The issuer's keys could not be read: never the caller's fault. Worth another try in `retryAfterSeconds`. */
export class IssuerUnavailable extends Error {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number, options?: ErrorOptions) {
    super('The identity provider does not answer', options);
    this.name = 'IssuerUnavailable';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
