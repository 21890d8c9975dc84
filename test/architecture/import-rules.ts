import type { FileImport, ImportingFile } from './file-imports.ts';
import { isTest } from './project-files.ts';

const VALIDATION = new Set(['class-validator', 'class-transformer']);
/** The package that a projection may use: it runs its own SQL; everything else comes from a lib. */
const PROJECTION_PACKAGES = new Set(['pg']);
/** Reads the golden examples for specs and documents; no code of the running product imports it (tested). */
export const EXAMPLE_READER = 'events/golden-examples.ts';

/** The top folder; files at the root are an area of their own. */
const areaOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? path) : '');
/** The folder of one lib or one projection. */
const folderOf = (path: string): string => path.split('/').slice(0, 2).join('/');

function eventsRule({ target, isPackage }: FileImport): string | undefined {
  const allowed = isPackage
    ? VALIDATION.has(target)
    : areaOf(target) === 'events' || target === 'libs/validation/index.ts';
  return allowed ? undefined : 'events import nothing but events and validation';
}

function projectionsRule({ target, isPackage }: FileImport, from: string): string | undefined {
  if (isPackage) return PROJECTION_PACKAGES.has(target) ? undefined : 'projections import no package but pg';
  const allowed = ['events', 'libs'].includes(areaOf(target)) || folderOf(target) === folderOf(from);
  return allowed ? undefined : 'projections import events, libs and their own folder';
}

function libsRule({ target, isPackage }: FileImport, from: string): string | undefined {
  if (folderOf(from) === 'libs/validation' && areaOf(target) === 'events')
    return 'validation knows no event: events import it';
  return isPackage || ['libs', 'events'].includes(areaOf(target)) ? undefined : 'libs import libs and events';
}

/** The apps that put the others together: the service as one process, the CLI as commands. */
const COMPOSING_APPS = ['apps/service', 'apps/cli'];

/** What the pages may use of another app: a question and the form of its answer (docs/adr/0041-pages.md). */
const QUESTION = /^apps\/status\/[a-z-]+\/[a-z-]+(\.query|-answer)\.ts$/;
/** What the pages need of the libs: no log, no person, no reader of either. */
const LIBS_OF_PAGES = new Set(
  ['calendar', 'contract', 'database', 'http', 'identity', 'institutions', 'problems', 'rules', 'telemetry'].map(
    (lib) => `libs/${lib}`,
  ),
);

/** The pages answer by the questions of the API alone; their own table is that of the sessions. */
function pagesRule({ target, isPackage }: FileImport, from: string): string | undefined {
  if (isPackage)
    return target === 'pg' || (target === 'typeorm' && folderOf(from.slice('apps/'.length)) !== 'web/session')
      ? 'pages ask by the query bus'
      : undefined;
  if (['events', 'projections'].includes(areaOf(target))) return 'pages ask by the query bus';
  if (areaOf(target) === 'libs' && !LIBS_OF_PAGES.has(folderOf(target))) return 'pages ask by the query bus';
  return undefined;
}

function appsRule(one: FileImport, from: string): string | undefined {
  const { target, isPackage } = one;
  const ofPages = folderOf(from) === 'apps/web' ? pagesRule(one, from) : undefined;
  if (isPackage || ofPages !== undefined) return ofPages;
  if (folderOf(from) === 'apps/web' && QUESTION.test(target)) return undefined;
  if (!['apps', 'libs', 'events', 'projections'].includes(areaOf(target))) return 'apps import no tests';
  const foreign = areaOf(target) === 'apps' && folderOf(target) !== folderOf(from);
  return foreign && !COMPOSING_APPS.includes(folderOf(from)) ? 'no app imports another app' : undefined;
}

const AREA_RULES: Readonly<Record<string, (one: FileImport, from: string) => string | undefined>> = {
  events: eventsRule,
  projections: projectionsRule,
  libs: libsRule,
  apps: appsRule,
};

/** The rules that hold for every importing file. */
function commonRule({ specifier, target, isPackage }: FileImport, from: string): string | undefined {
  if (isPackage) return undefined;
  const outside = folderOf(target) !== folderOf(from);
  if (areaOf(target) === 'libs' && outside && !/^libs\/[^/]+\/index\.ts$/.test(target))
    return 'a lib is used by its index.ts only';
  if (areaOf(target) === 'libs' && outside && specifier.startsWith('.')) return 'another lib is named #libs/…';
  if (specifier.startsWith('.') && areaOf(target) !== areaOf(from)) return 'across folders the name begins with #';
  if (folderOf(target) === 'libs/testing' && outside) return 'libs/testing is for tests';
  return target === EXAMPLE_READER ? 'golden-examples.ts is for tests and documents' : undefined;
}

/** One sentence per forbidden import; specs and files in test/ are free. */
export function importFaults(files: readonly ImportingFile[]): string[] {
  return files
    .filter(({ path }) => !isTest(path) && path !== EXAMPLE_READER)
    .flatMap(({ path, imports }) =>
      imports.flatMap((one) => {
        const why = AREA_RULES[areaOf(path)]?.(one, path) ?? commonRule(one, path);
        return why === undefined ? [] : [`${path} imports ${one.specifier}: ${why}`];
      }),
    );
}
