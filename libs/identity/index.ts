export { type AccessMark, AnyRole, BySession, Open, Roles } from './access-marks.ts';
export { type Actor, ROLES, type Role } from './actor.ts';
export { admitCalls } from './admission.ts';
export { AuthenticationGuard, TOKEN_VERIFIER } from './authentication-guard.ts';
export { CurrentActor, findActor, rememberActor } from './current-actor.ts';
export { InvalidToken, type InvalidTokenReason, IssuerUnavailable } from './invalid-token.ts';
export type { CheckToken } from './remembered-tokens.ts';
export { createTokenVerifier, type TokenVerifier, type TokenVerifierOptions } from './token-verifier.ts';
export { TOKEN_TYPES, type TokenType } from './token-kind.ts';
