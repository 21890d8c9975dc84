import { DATES, STATUSES } from './oulad-counts.js';

function agrees(expected, answered) {
  return (answered ?? 0) === expected && answered !== null;
}

/** Every count at the twelve days, including statuses that no student should have. */
export function compare(expectedByDate, answeredByDate) {
  return DATES.flatMap((date) => {
    const expected = expectedByDate.get(date);
    const answered = answeredByDate.get(date);
    return [...new Set([...STATUSES, ...Object.keys(answered)])].map((status) => ({
      date,
      status,
      expected: expected[status] ?? 0,
      answered: answered[status],
      agrees: agrees(expected[status] ?? 0, answered[status]),
    }));
  });
}

/** The twelve days with every status; a difference is shown as `CSV/service`. */
export function table(comparison) {
  const statuses = [...new Set(comparison.map(({ status }) => status))];
  const rows = DATES.map((date) =>
    statuses.map((status) => {
      const cell = comparison.find((one) => one.date === date && one.status === status);
      if (cell === undefined || cell.agrees) return String(cell?.expected ?? 0);
      return `${cell.expected}/${cell.answered ?? 0}`;
    }),
  );
  const width = (index) => Math.max(statuses[index].length, ...rows.map((row) => row[index].length));
  const print = (first, cells) =>
    [first.padEnd(10), ...cells.map((cell, index) => cell.padStart(width(index)))].join('  ');
  return [print('day', statuses), ...rows.map((row, index) => print(DATES[index], row))].join('\n');
}
