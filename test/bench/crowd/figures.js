/**
 * The figures of one crowd. `n` is the number of reports about the one person; nothing is random, so there is no seed.
 * A change that was not shown in time has the patience as its value.
 */
export function figuresOf({ kind, count, reporters, patience, sent, personShownMs, moveShownMs, others, mostMiB }) {
  const n = Number(count);
  const late = Number(patience) * 1_000;
  const of = (id, value, unit, reach) => ({
    id: `crowd-${kind}-${reporters}-${id}`,
    value,
    unit,
    n,
    seed: null,
    reach,
    pass: value <= reach,
  });
  const accepted = sent.outcomes.recorded ?? sent.outcomes.accepted ?? 0;
  return [
    { ...of('accepted', accepted, 'reports', n), pass: true, reach: null },
    of('others', others.p99, 'ms from sent to shown of a risk report about somebody else, p99', 1_000),
    of('person', personShownMs.milliseconds ?? late, 'ms until the person’s answer rests on the last report', 10_000),
    of('move', moveShownMs.milliseconds ?? late, 'ms from sent to shown of a residence change of the person', 200),
    { ...of('memory', mostMiB, 'MiB of the service, most', 600), reach: null, pass: true },
  ];
}
