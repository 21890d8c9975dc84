import type { Figure } from '../crash/figure-line.ts';
import type { Drill } from './drill.ts';

const rounded = (seconds: number): number => Math.round(seconds * 100) / 100;

/** R34. RPO is the age of the backup, which depends on how often one is taken; seconds are printed, not judged. */
export function drillFigures(drill: Drill, seed: number): Figure[] {
  const { promised, unmatched, lost, rpoSeconds, rtoSeconds, backupSeconds, load, answers, otherAnswers, later } =
    drill;
  const n = load.acknowledged.length;
  const whole = unmatched.length === 0;
  return [
    { id: 'R34-unmatched', value: unmatched.length, unit: 'receipts', n: promised, seed, reach: '0', pass: whole },
    {
      id: 'R34-rpo',
      value: rounded(rpoSeconds),
      unit: 's',
      n: lost,
      seed,
      reach: 'the age of the backup',
      pass: whole,
    },
    {
      id: 'R34-lost',
      value: lost,
      unit: 'reports',
      n,
      seed,
      reach: 'none acknowledged before the snapshot',
      pass: whole,
    },
    {
      id: 'R34-answers',
      value: otherAnswers,
      unit: 'other answers',
      n: answers,
      seed,
      reach: '0',
      pass: otherAnswers === 0,
    },
    { id: 'R34-rto', value: rounded(rtoSeconds), unit: 's', n, seed, reach: 'told', pass: later.visible },
    { id: 'R34-backup', value: rounded(backupSeconds), unit: 's', n, seed, reach: 'told', pass: whole },
  ];
}
