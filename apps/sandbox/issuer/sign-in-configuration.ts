import type { Configuration, interactionPolicy, KoaContextWithOIDC } from 'oidc-provider';
import { createHmac } from 'node:crypto';
import { Check, Prompt } from './oidc-provider.ts';
import { findPersona } from './personas.ts';

const MINUTE = 60;

/** The address at which one chooses a persona, for one sign-in. */
export const PERSONA_PATH = '/oidc/personer';

/** The provider library's settings for people: code flow with PKCE, and a persona chosen anew at each sign-in. */
export function signInConfiguration(masterKey: Buffer, audience: string): Configuration {
  return {
    scopes: ['openid'],
    claims: { openid: ['sub', 'name'] },
    // Otherwise the name would be at the userinfo endpoint alone.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: {
      keys: [createHmac('sha256', masterKey).update('ungestatus sandbox issuer cookies').digest('base64url')],
      short: { sameSite: 'lax', httpOnly: true },
      long: { sameSite: 'lax', httpOnly: true },
    },
    findAccount: (_context, id) => {
      const persona = findPersona(id);
      return persona && { accountId: id, claims: () => ({ sub: id, name: persona.name }) };
    },
    interactions: { url: (_context, { uid }) => `${PERSONA_PATH}/${uid}`, policy: [choosePersona()] },
    loadExistingGrant: (context) => grantFor(context, audience),
  };
}

export const SIGN_IN_TTL = {
  AccessToken: 5 * MINUTE,
  AuthorizationCode: MINUTE,
  IdToken: 5 * MINUTE,
  Interaction: 10 * MINUTE,
  Grant: 10 * MINUTE,
  Session: 10 * MINUTE,
} as const;

/** No session of the issuer signs in by itself: the next sign-in chooses again. */
function choosePersona(): interactionPolicy.Prompt {
  return new Prompt(
    { name: 'login', requestable: true },
    new Check('choose', 'a persona is chosen at each sign-in', ({ oidc }) => oidc.result?.login === undefined),
  );
}

/** There is nothing to consent to: all persons are made up and the pages belong to the sandbox. */
async function grantFor({ oidc }: KoaContextWithOIDC, audience: string) {
  const [clientId, accountId] = [oidc.client?.clientId, oidc.session?.accountId];
  if (clientId === undefined || accountId === undefined) return undefined;
  const grant = new oidc.provider.Grant({ clientId, accountId });
  grant.addOIDCScope('openid');
  grant.addResourceScope(audience, '');
  await grant.save();
  return grant;
}
