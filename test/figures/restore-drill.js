#!/usr/bin/env node
// The restore drill (R34): a service under load, an online backup, everything destroyed, a restore into a new cluster;
// then every promise is looked up. Needs `npm run build`.
// node test/figures/restore-drill.js [--reports 20000] [--seed 1]
import '../../libs/testing/typescript.js';
import { parseArgs } from 'node:util';
import { report } from './report.js';

const options = { reports: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } };
const { values } = parseArgs({ options });
const seed = Number(values.seed);

const { temporaryFolder } = await import('../../libs/testing/temporary-folder.ts');
const { restoreDrill } = await import('../restore/drill.ts');
const { drillFigures } = await import('../restore/drill-figures.ts');

const folders = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
const [first, second, backup] = folders.map(({ path }) => path);
const drill = await restoreDrill({ reports: Number(values.reports), seed, folders: { first, second, backup } });
try {
  const figures = drillFigures(drill, seed);
  report('restore-drill', figures);
  if (figures.some(({ pass }) => !pass)) process.exitCode = 1;
} finally {
  await drill.end();
  for (const folder of folders) await folder.remove();
}
