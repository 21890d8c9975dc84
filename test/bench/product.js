/**
 * The compiled product from dist. Loads it by address and in one place, because for the rules of this repository dist
 * does not exist until it is built, and because `#libs/…` does not resolve below this folder's own package.json.
 */
async function dist(path) {
  const loaded = await import(new URL(`../../dist/${path}.js`, import.meta.url).href);
  return new Proxy(loaded, {
    get(module, name) {
      // The `await` of the caller looks for a `then`.
      if (name !== 'then' && !(name in module)) throw new Error(`dist/${path}.js exports no ${name}`);
      return module[name];
    },
  });
}

const lib = (name) => dist(`libs/${name}/index`);

export const { attachEmbedded, getProjectRoot, inTransaction, migrate, startEmbedded } = await lib('database');
export const { ReportIntake } = await lib('intake');
export const { EMPTY_STREAM, FEED_START, PostgresEventStore, verifyChain } = await lib('event-store');
export const { chainEvents, insertChained } = await dist('libs/event-store/append');
export const { Follower, READER_NAMES, readCheckpoint } = await lib('subscriptions');
export const { readersBehind } = await dist('libs/subscriptions/caught-up');
export const { importInstitutions } = await lib('institutions');
export const { knowledgeReader, rebuild } = await lib('bitemporal');
export const { loadHistories } = await lib('persons');
export const { insertPersons, Keyring, createPerson } = await lib('persons');
export const { loadRuleBook } = await lib('rules');
export const { findSandboxClient } = await dist('apps/sandbox/issuer/clients');
export const { SANDBOX_INSTITUTIONS } = await dist('apps/sandbox/issuer/institutions');
export const { issuerKey } = await dist('apps/sandbox/issuer/derived-keys');
export const { connectDatabase, temporaryFolder } = await lib('testing');
export const { gather } = await lib('concurrency');
export const { findDefinition } = await dist('events/catalogue');
export const { EnvelopeV1 } = await dist('events/reading/envelope');
export const { readConfig } = await dist('apps/service/config');
export const { openContext } = await dist('apps/service/start/open-context');
export const { startService } = await dist('apps/service/start/start-service');
export const { importModules } = await dist('apps/cli/import/import-modules');
export const { knowledgeProjections } = await dist('apps/worker/subscriptions/projections');
export const { Sweep } = await dist('apps/worker/policies/sweep');
export const { statusOn, timeline } = await dist('projections/education-status/education-status.evolve');
export const { countOwnReports } = await dist('projections/education-status/own-reports.query');
export const { findStatuses } = await dist('apps/status/person-status/found-statuses');
