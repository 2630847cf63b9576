/**
 * Population Stability Index with Jeffreys smoothing, sum (q - p) ln(q / p) with q = (c + 1/2) / (n + B/2), in nats.
 * Shown beside `psiNullMean`, without which it says nothing: its size depends on the number of rows.
 *
 * @param counts    rows per bin, shape [B]
 * @param reference rows per bin, same bins
 */
export function smoothedPsi(counts: readonly number[], reference: readonly number[]): number {
  const bins = counts.length;
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const referenceRows = reference.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, b) => {
    const q = (count + 0.5) / (rows + 0.5 * bins);
    const p = (reference[b]! + 0.5) / (referenceRows + 0.5 * bins);
    return sum + (q - p) * Math.log(q / p);
  }, 0);
}

/**
 * What the PSI is on average when nothing has changed: (B - 1) (1/n + 1/N). With rows that come in clusters and windows
 * that wobble, 1/n becomes omega / n + tau^2.
 *
 * @see B. Yurdakul (2018), Statistical properties of Population Stability Index
 */
export function psiNullMean(bins: number, rows: number, referenceRows: number, omega = 1, wobble = 0): number {
  return (bins - 1) * (omega / rows + wobble + 1 / referenceRows);
}
