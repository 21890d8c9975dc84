export { type AccessMark, AnyRole, Open, Roles } from './access-marks.ts';
export { type Actor, ROLES, type Role, sourceOf } from './actor.ts';
export { admitCalls } from './admission.ts';
export { AuthenticationGuard, TOKEN_VERIFIER } from './authentication-guard.ts';
export { actorFrom } from './claims.ts';
export { CurrentActor, findActor, getActor } from './current-actor.ts';
export { InvalidToken, type InvalidTokenReason, IssuerUnavailable } from './invalid-token.ts';
export {
  createTokenVerifier,
  type CheckToken,
  type TokenVerifier,
  type TokenVerifierOptions,
} from './token-verifier.ts';
export { TOKEN_TYPES, type TokenType } from './token-kind.ts';
