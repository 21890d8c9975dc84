// By path, because the package's index also prints a warning that Node 20 is not on its list. Measured on
// Node 20.19.0 with version 9.13.3, which package.json pins: all that is used here works (issuer.spec.ts).
export { Check, Prompt } from 'oidc-provider/lib/helpers/interaction_policy/index.js';
export { InvalidTarget } from 'oidc-provider/lib/helpers/errors.js';
export { Provider } from 'oidc-provider/lib/provider.js';
