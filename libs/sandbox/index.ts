export { SANDBOX_CLIENTS, type SandboxClient, findSandboxClient } from './clients.ts';
export { type EcPrivateJwk, clientKey, clientSecret } from './derived-keys.ts';
export { type DescribedClient, type DescribedKeyClient, describeClients } from './description.ts';
export { SANDBOX_INSTITUTIONS, type SandboxInstitution } from './institutions.ts';
export { type IssuerOptions, SANDBOX_AUDIENCE, mountIssuer } from './issuer.ts';
export { ISSUER_PATHS } from './issuer-configuration.ts';
export { SANDBOX_MASTER_KEY } from './injection.ts';
