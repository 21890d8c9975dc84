/**
 * The compiled product from dist. Loads it by address and in one place, because for the rules of this repository dist
 * does not exist until it is built, and because `#libs/…` does not resolve below this folder's own package.json.
 */
const dist = (path) => import(new URL(`../../dist/${path}.js`, import.meta.url).href);
const lib = (name) => dist(`libs/${name}/index`);

export const { attachEmbedded, connectDatabase, getProjectRoot, inTransaction, migrate, startEmbedded } =
  await lib('database');
export const { acceptReports } = await lib('door');
export const { EMPTY_STREAM, FEED_START, PostgresEventStore, verifyChain } = await lib('event-store');
export const { appendRows } = await dist('libs/event-store/append');
export const { Follower, readCheckpoint, readersBehind } = await lib('feed');
export const { importInstitutions } = await lib('institutions');
export const { knowledgeReader, rebuild } = await lib('knowledge');
export const { loadHistories } = await lib('person-history');
export const { insertPersons, Keyring, meetPerson } = await lib('person-key');
export const { loadRuleBook } = await lib('rules');
export const { findSandboxClient, SANDBOX_INSTITUTIONS } = await lib('sandbox');
export const { issuerKey } = await dist('apps/sandbox/issuer/derived-keys');
export const { temporaryFolder } = await lib('testing');
export const { gather } = await lib('turns');
export const { findDefinition } = await dist('events/catalogue');
export const { EnvelopeV1 } = await dist('events/envelope');
export const { readConfig } = await dist('apps/config');
export const { openParts } = await dist('apps/parts');
export const { assemble } = await dist('apps/run-service');
<<<<<<< HEAD
export const { knowledgeProjections } = await dist('apps/worker/projections');
export const { Sweep } = await dist('apps/worker/policies/sweep');
=======
export const { knowledgeProjections } = await dist('apps/worker/subscriptions/projections');
export const { Sweep } = await dist('apps/worker/policies/contact/sweep');
>>>>>>> a7977b6 (service: compose by Nest modules with lifecycle hooks)
export const { statusOn, timeline } = await dist('projections/education-status/education-status.evolve');
export const { countOwnReports } = await dist('projections/education-status/own-reports.query');
export const { findStatuses } = await dist('apps/status/person-status/statuses.query');
