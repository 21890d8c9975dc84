/** The value that the given share of the numbers does not exceed; NaN for none. */
export function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Rounds to three significant figures. */
export function rounded(number) {
  return Number.isFinite(number) ? Number(number.toPrecision(3)) : null;
}

/** The median with the least and the most: the form of every published ratio. */
export function spread(numbers) {
  return { median: rounded(median(numbers)), min: rounded(Math.min(...numbers)), max: rounded(Math.max(...numbers)) };
}
