/**
 * Location and spread scores of the bins: functions of the mid-ranks u_b = F(b) - p_b / 2, standardised under p. The
 * first is u, the second u^2 made orthogonal to it (Gram-Schmidt), so that sum_b p_b phi_ib phi_jb = (i == j).
 *
 * With r_b = (q_b - p_b) / sqrt(p_b), sum_b sqrt(p_b) phi_ib r_b has variance 1/n for n independent rows and is
 * close to a shift (i = 1) or a change of scale (i = 2) in standard deviations.
 *
 * @param shares shares of the bins in the reference, positive, summing to 1; shape [B]
 * @returns shape [min(2, B - 1)][B]: two bins have no spread, one bin has no location
 */
export function scoreBasis(shares: readonly number[]): number[][] {
  let below = 0;
  const midRanks = shares.map((share) => {
    const rank = below + share - share / 2;
    below += share;
    return rank;
  });
  const powers = [midRanks, midRanks.map((rank) => rank * rank)].slice(0, Math.max(0, shares.length - 1));
  const basis: number[][] = [];
  for (const power of powers) {
    const mean = dot(shares, power);
    let scores = power.map((value) => value - mean);
    for (const earlier of basis) {
      const overlap = dot(
        shares,
        scores.map((value, b) => value * earlier[b]!),
      );
      scores = scores.map((value, b) => value - overlap * earlier[b]!);
    }
    const norm = Math.sqrt(
      dot(
        shares,
        scores.map((value) => value * value),
      ),
    );
    basis.push(scores.map((value) => value / norm));
  }
  return basis;
}

function dot(left: readonly number[], right: readonly number[]): number {
  let sum = 0;
  for (let b = 0; b < left.length; b++) sum += left[b]! * right[b]!;
  return sum;
}
