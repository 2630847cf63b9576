import type { Finding, NativeChange } from "../../../contracts/verdict.js";
import type { StatisticScore } from "../../calibration/statistic/statistic-types.js";
import { severityOf } from "../severity.js";

/** Share of its limit below which the day's z counts towards closing an incident. */
const QUIET_BELOW = 0.5;
const STATE_RANK = { insufficient: 0, ok: 1, drifting: 2 } as const;

/** What a finding of quality is about. */
export interface QualitySubject {
  /** Name of the metric, as people say it. */
  readonly feature: string;
  readonly check: "realised" | "concept" | "coverage";
  /** Of the checks of an incident, the one that says most to people is named first. */
  readonly importance: number;
  /** Signed effect in standard deviations of one row -> the change in the metric's own unit. */
  change(score: StatisticScore): NativeChange;
}

/**
 * The finding of one statistic of the labels: of its lenses the one that says most.
 *
 * @param scores of one statistic, one a lens, at least one; effects in standard deviations of one row
 */
export function statisticFinding(scores: readonly StatisticScore[], subject: QualitySubject): Finding {
  const rank = ({ state, ratio }: StatisticScore): number => 10 * STATE_RANK[state] + Math.min(ratio, 9);
  const worst = scores.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  const judged = worst.state !== "insufficient";
  const steady = scores.find(({ lens }) => lens === "day") ?? scores[0]!;
  const effect = Math.abs(worst.effect);
  return {
    feature: subject.feature,
    role: "quality",
    check: subject.check,
    lens: worst.lens,
    state: worst.state,
    ...(judged ? {} : { reason: `${worst.rows} rows are too few to judge` }),
    value: Math.abs(worst.z),
    limit: worst.limit,
    ratio: worst.ratio,
    z: worst.z,
    ...(steady.state === "insufficient" ? {} : { quiet: steady.ratio < QUIET_BELOW }),
    severity: severityOf(effect),
    effect,
    impact: subject.importance * effect,
    rows: worst.rows,
    change: judged ? subject.change(worst) : null,
  };
}
