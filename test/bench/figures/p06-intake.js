import { baselineIntake, ourIntake } from '../contenders/http-intake.js';
import { among, race, ratio, summary } from '../protocol/race.js';
import { printSummary } from '../protocol/report.js';
import { median } from '../protocol/statistics.js';

const RACES = [
  { id: 'P6-single', size: 1, share: 0, count: 3_000, short: 60, reach: 2 },
  { id: 'P6-batch-0', size: 1_000, share: 0, count: 40_000, short: 2_000, reach: 5 },
  { id: 'P6-batch-1', size: 1_000, share: 0.01, count: 40_000, short: 2_000, reach: 5 },
  { id: 'P6-batch-20', size: 1_000, share: 0.2, count: 40_000, short: 2_000, reach: 5 },
];
const INTAKE = { name: 'ours: intake', env: { APPS: 'intake' } };
/** The layout of docker-compose.yml for scale: one intake process per processor of the machine. */
const TWO = { name: 'ours: two intakes', env: { APPS: 'intake' }, processes: 2 };
const WHOLE = { name: 'ours: all in one', env: {} };
const RATE = 15_000;

/**
 * P6: reports over HTTP, durable before the answer, every verdict checked; against the service that many would write.
 */
export async function intake({ server, seed, short, passes, flying, scale, say }) {
  const figures = [];
  const details = [];
  for (const { id, size, share, reach, ...counts } of RACES.filter(({ share: wrong }) => !short || wrong !== 0.01)) {
    const count = short ? counts.short : Math.max(size, Math.ceil((counts.count * scale) / size) * size);
    const given = { size, share, count, seed, flying: size === 1 ? flying * 2 : Math.min(4, flying) };
    const makers = [
      () => baselineIntake(server, given),
      () => ourIntake(server, given, INTAKE),
      () => ourIntake(server, given, WHOLE),
      ...(size === 1 ? [] : [() => ourIntake(server, given, TWO)]),
    ];
    const results = await among(server, makers, (contenders) => race({ server, contenders, passes, say }));
    const rows = summary(results);
    printSummary(`${id}: ${size} a call, ${share * 100} % wrong, ${given.flying} in flight`, 'reports/s', rows);
    const against = ratio(results, INTAKE.name, 'Nest, Express, TypeORM');
    const whole = ratio(results, WHOLE.name, 'Nest, Express, TypeORM');
    details.push({ id, against, whole, rows });
    figures.push(
      ...figuresOf({ id, size, reach, short, against, whole, results, n: count * Math.max(1, passes - 1), seed }),
    );
  }
  return { figures, details };
}

function figuresOf({ id, size, reach, short, against, whole, results, n, seed }) {
  const compared = { unit: 'x Nest, Express, TypeORM', n, seed };
  const figures = [
    { id, value: against.median, ...compared, reach, pass: short || against.median >= reach },
    { id: `${id}-with-worker`, value: whole.median, ...compared, reach: null, pass: true },
  ];
  if (size === 1) return figures;
  const rate = ({ name }) => Math.round(median(results.get(name).map((round) => round.rate)));
  const counted = { unit: 'reports/s', n, seed };
  return [
    ...figures,
    { id: `${id}-one-process`, value: rate(INTAKE), ...counted, reach: null, pass: true },
    { id: `${id}-rate`, value: rate(TWO), ...counted, reach: RATE, pass: short || rate(TWO) >= RATE },
  ];
}
