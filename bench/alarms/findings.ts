import type { Finding } from "../../src/contracts/verdict.js";
import type { CheckScore } from "../../src/core/calibration/types.js";

/** Share of its limit below which a check counts towards closing its incident, as in the calibrated rule. */
const QUIET_BELOW = 0.5;

/**
 * Findings as the calibrated rule gives them to the incident fold, one per check (of its lenses the one that says most),
 * without the change in native units, which decides nothing.
 *
 * @param scores of one window; lenses of a check follow one another
 */
export function findingsOf(scores: readonly CheckScore[]): Finding[] {
  const findings: Finding[] = [];
  let from = 0;
  for (let i = 1; i <= scores.length; i++) {
    const [first, next] = [scores[from]!, scores[i]];
    if (next?.feature === first.feature && next.check === first.check) continue;
    findings.push(findingOf(scores.slice(from, i)));
    from = i;
  }
  return findings;
}

const STATE_RANK = { insufficient: 0, ok: 1, drifting: 2 } as const;

function findingOf(scores: readonly CheckScore[]): Finding {
  const rank = ({ state, ratio }: CheckScore): number => 10 * STATE_RANK[state] + Math.min(ratio, 9);
  const worst = scores.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  const steady = scores.find(({ lens }) => lens === "day") ?? scores[0]!;
  return {
    feature: worst.feature,
    role: "feature",
    check: worst.check,
    lens: worst.lens,
    state: worst.state,
    value: Math.abs(worst.z),
    limit: worst.limit,
    ratio: worst.ratio,
    ...(worst.onset === null ? {} : { onsetHour: worst.onset }),
    ...(steady.state === "insufficient" ? {} : { quiet: steady.ratio < QUIET_BELOW }),
    severity: worst.severity,
    effect: worst.effect,
    impact: worst.effect,
    rows: worst.rows,
    change: null,
  };
}
