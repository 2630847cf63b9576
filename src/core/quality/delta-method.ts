/** Relative step of the central differences; the intervals need four digits. */
const STEP = 1e-4;

/**
 * Variance of a function of multinomial counts that depends on their shares only: omega x sum of c_i (df/dc_i)^2.
 *
 * The delta method for counts c of n rows gives (omega / n) (sum q_i g_i^2 - (sum q_i g_i)^2) with q = c / n and g = df/dq;
 * the second sum is 0 for a function of shares (Euler). Cells without rows add nothing.
 *
 * @param counts shape [cells]
 * @param value  function of counts; called with counts changed by 1e-4 of themselves
 */
export function countVariance(counts: readonly number[], value: (counts: number[]) => number, omega: number): number {
  const work = [...counts];
  let sum = 0;
  counts.forEach((count, cell) => {
    if (count <= 0) return;
    const step = STEP * count;
    work[cell] = count + step;
    const above = value(work);
    work[cell] = count - step;
    const below = value(work);
    work[cell] = count;
    sum += count * ((above - below) / (2 * step)) ** 2;
  });
  return omega * sum;
}
