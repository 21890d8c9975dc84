import { emmettFire } from '../fire/emmett-fire.js';
import { ourFire } from '../fire/our-fire.js';

/**
 * P3: nothing lost, nothing twice, order kept. The naive reader in the same harness must lose events, or the figure
 * proves nothing.
 */
export async function fire({ server, seed, short, scale, say }) {
  const seconds = short ? 6 : 30 * scale;
  const figures = [];
  const details = [];
  for (const writers of short ? [8] : [8, 32]) {
    const ours = await ourFire(server, { writers, seconds, seed });
    say(`  ${writers} writers, ${ours.kills} kills, ${ours.rolledBack} rolled back: ${JSON.stringify(ours)}`);
    const emmett = await emmettFire(server, { writers, seconds: seconds / 3, seed });
    say(`  Emmett 0.42 with ${writers} writers: ${JSON.stringify(emmett)}`);
    details.push({ writers, seconds, ours, emmett });
    figures.push(...figuresOf({ writers, ours, emmett, seed }));
  }
  return { figures, details };
}

function figuresOf({ writers, ours, emmett, seed }) {
  const line = { n: ours.committed, seed };
  const zero = (name, value) => ({
    id: `P3-${writers}-${name}`,
    value,
    unit: 'events',
    ...line,
    reach: 0,
    pass: value === 0,
  });
  return [
    zero('lost', ours.ours.lost + ours.ours.never),
    zero('twice', ours.ours.twice),
    zero('disordered', ours.ours.disordered),
    {
      id: `P3-${writers}-naive-lost`,
      value: ours.naive.lost,
      unit: 'events',
      ...line,
      reach: 'more than 0',
      pass: ours.naive.lost > 0,
    },
    {
      id: `P3-${writers}-emmett-lost`,
      value: Math.round((emmett.lost / emmett.committed) * 1_000) / 10,
      unit: '%',
      n: emmett.committed,
      seed,
      reach: null,
      pass: true,
    },
  ];
}
