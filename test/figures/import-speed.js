#!/usr/bin/env node
// The speed that an import reports about itself, as a figure: import-speed.js <file with the output of `import csv`>.
// The command measures from its first row until every answer shows the last report; a run that did not wait for its
// answers has no figure.
import { readFileSync } from 'node:fs';
import { report } from './report.js';

const REACH = 2_000;

const said = readFileSync(process.argv[2] ?? '', 'utf8');
const reports = /; (\d+) reports: /.exec(said)?.[1];
const speed = /^All answers caught up after [\d.]+ s \((\d+) reports\/s end to end\)\.$/m.exec(said)?.[1];
if (reports === undefined || speed === undefined) {
  console.error('The import did not say how fast it was until every answer showed it.');
  process.exitCode = 1;
} else {
  const value = Number(speed);
  report('import-speed', [
    {
      id: 'OULAD-import',
      value,
      unit: 'reports/s',
      n: Number(reports),
      seed: null,
      reach: REACH,
      pass: value >= REACH,
    },
  ]);
}
