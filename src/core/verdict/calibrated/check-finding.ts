import type { Baseline } from "../../../contracts/baseline.js";
import type { Finding, NativeChange } from "../../../contracts/verdict.js";
import type { CheckScore } from "../../calibration/types.js";
import { psi, psiNullMean } from "../../drift/psi.js";
import { usedBins } from "../../drift/proportions.js";
import { sampleOf } from "../feature-counts.js";
import { levelSample } from "./level-baseline.js";
import { type CountedValues, distributionChange, missingChange, unseenChange } from "../native-change.js";
import type { FeatureLevel } from "./normal.js";

/** Share of its limit below which the day's z of a check counts towards closing an incident. */
const QUIET_BELOW = 0.5;

/** Everything about one check of one feature that its finding is made of. */
export interface CheckSubject {
  readonly feature: Baseline["features"][number];
  readonly level: FeatureLevel;
  /** Importance of the feature as a share. */
  readonly importance: number;
  /** Of the window itself, and of the last 24 hours. */
  readonly hour: CountedValues;
  readonly day: () => CountedValues;
}

/**
 * The finding of one check: of its lenses the one that says most. Drifting comes before ok and ok before insufficient,
 * then the highest share of its limit.
 *
 * A lens that has too few rows while another one was judged does not make the check insufficient: a monitor of a few
 * records an hour is judged daily.
 *
 * @param scores of the check's lenses, at least one
 */
export function checkFinding(scores: readonly CheckScore[], subject: CheckSubject): Finding {
  const worst = scores.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  const { feature, importance } = subject;
  const judged = worst.state !== "insufficient";
  const steady = scores.find(({ lens }) => lens === "day") ?? scores[0]!;
  return {
    feature: feature.name,
    role: feature.role,
    check: worst.check,
    lens: worst.lens,
    state: worst.state,
    ...(judged ? {} : { reason: shortage(worst) }),
    value: Math.abs(worst.z),
    limit: worst.limit,
    ratio: worst.ratio,
    z: worst.z,
    ...(worst.onset === null ? {} : { onsetHour: worst.onset }),
    ...(steady.state === "insufficient" ? {} : { quiet: steady.ratio < QUIET_BELOW }),
    severity: worst.severity,
    effect: worst.effect,
    impact: importance * worst.effect,
    rows: worst.rows,
    change: judged ? nativeChange(worst, subject) : null,
    ...(worst.state === "drifting" && evidenceOf(worst, subject)),
  };
}

/** Two-sided 95 % of a normal distribution. */
const NINETEEN_OF_TWENTY = 1.96;

/** What a reader needs to judge a drifting check by himself. PSI is the metric of that name: `plumbline compare` shows it too. */
function evidenceOf(score: CheckScore, subject: CheckSubject): Pick<Finding, "usual" | "psi"> {
  const { feature, level } = subject;
  const [normal, now] = [levelSample(feature, level), sampleOf(feature, windowOf(score, subject).counts)];
  const known = (sample: typeof now): number => sample.binCounts.reduce((sum, rows) => sum + rows, 0);
  const comparable = known(now) > 0 && known(normal) > 0;
  // z is the effect in units of its own standard deviation; a trend's sum is not.
  const hasSides = score.check !== "shape" && score.lens !== "trend" && score.z !== 0;
  return {
    ...(hasSides && { usual: (NINETEEN_OF_TWENTY * score.effect) / Math.abs(score.z) }),
    ...(comparable && {
      psi: {
        value: psi.score(normal, now).value,
        byChance: psiNullMean(usedBins("psi", normal, now, "left-out").current.length, known(normal), known(now)),
      },
    }),
  };
}

const windowOf = ({ lens }: CheckScore, { hour, day }: CheckSubject): CountedValues => (lens === "hour" ? hour : day());

const STATE_RANK = { insufficient: 0, ok: 1, drifting: 2 } as const;

/** A ratio is below 1 unless drifting; above it, only order matters. */
function rank({ state, ratio }: CheckScore): number {
  return 10 * STATE_RANK[state] + Math.min(ratio, 9);
}

function shortage({ rows, effectiveRows }: CheckScore): string {
  const worth = effectiveRows < rows ? `, worth ${Math.floor(effectiveRows)} independent ones,` : "";
  return `${Math.round(rows)} rows${worth} are too few to judge`;
}

function nativeChange(score: CheckScore, subject: CheckSubject): NativeChange | null {
  const { check } = score;
  const { feature, level } = subject;
  const now = windowOf(score, subject);
  if (check === "missing") return missingChange(level.counts, now.counts);
  if (check === "unseen") return unseenChange(level.counts, now.counts);
  return distributionChange(feature, level, now);
}
