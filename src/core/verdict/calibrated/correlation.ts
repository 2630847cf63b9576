import type { Baseline } from "../../../contracts/baseline.js";
import type { CoMomentCounts } from "../../../contracts/co-moments.js";
import type { Finding, NativeChange } from "../../../contracts/verdict.js";
import { watchedFeatures } from "../../baseline/watched-features.js";
import type { CalibrationOptions } from "../../calibration/calibrate.js";
import type { CoMoments } from "../../calibration/correlation/co-moments.js";
import {
  type CorrelationBasis,
  correlationBasis,
  type CorrelationWindow,
  featurePairs,
  pairWindow,
  reconstructionWindow,
} from "../../calibration/correlation/correlation-statistics.js";
import type { ZoneOffset } from "../../calibration/local-time.js";
import { calibrateStatistics } from "../../calibration/statistic/calibrate-statistics.js";
import { judgeStatistics } from "../../calibration/statistic/judge-statistics.js";
import type { StatisticCalibration, StatisticScore } from "../../calibration/statistic/statistic-types.js";
import { SCORE_STEPS } from "../../profile/co-moments.js";
import { severityOf } from "../severity.js";
import type { CountedWindow } from "./counted-window.js";

/** What is normal of the correlations between features. Plain JSON. */
export interface NormalCorrelation {
  readonly basis: CorrelationBasis;
  /** Of every pair, in the order of `featurePairs`. */
  readonly pairs: StatisticCalibration;
  /** Of what the reference's own directions leave unexplained. */
  readonly reconstruction: StatisticCalibration;
}

/** What findings about correlations name as their feature. */
export const CORRELATIONS = "correlations";
/** Fewest windows that correlations are learned from. */
const LEAST_WINDOWS = 7;
/** Smallest changes that alarm: of Fisher's z, and of the unexplained share of the variation. */
const LEAST_PAIR_CHANGE = 0.1;
const LEAST_UNEXPLAINED_CHANGE = 0.01;
const LEAST_ROWS = 30;
const QUIET_BELOW = 0.5;

/**
 * Learns the correlations of the watched features. Each of the two checks gets half of the budget: single pairs find a
 * relation that broke and name it, the reconstruction error finds many that moved a little.
 *
 * @param budget false alarms per 30 days for both
 * @returns null where fewer than two features are watched, or too few windows hold their sums
 */
export function learnCorrelation(
  baseline: Baseline,
  windows: readonly CountedWindow[],
  budget: number,
  options: Pick<CalibrationOptions, "window" | "zone">,
): NormalCorrelation | null {
  const features = [...watchedFeatures(baseline).keys()];
  const observed = windows.flatMap(correlationWindow);
  if (features.length < 2 || observed.length < LEAST_WINDOWS) return null;
  const basis = correlationBasis(features, observed);
  const shared = {
    budget: budget / 2,
    season: false,
    minimumRows: LEAST_ROWS,
    ...(options.window && { window: options.window }),
    ...(options.zone && { zone: options.zone }),
  };
  return {
    basis,
    pairs: calibrateStatistics(observed.map(pairWindow), {
      ...shared,
      omegaFloor: 1,
      minimumEffect: LEAST_PAIR_CHANGE,
    }),
    reconstruction: calibrateStatistics(
      observed.map((window) => reconstructionWindow(basis, window)),
      { ...shared, omegaFloor: 0, minimumEffect: LEAST_UNEXPLAINED_CHANGE },
    ),
  };
}

/**
 * Two findings: the pair that changed most, and what the usual directions leave unexplained. None where the newest window
 * holds no sums. A feature that has changed by itself drags its correlations along: its pairs are left out, and so is the
 * whole, since the change is told already.
 *
 * @param windows of the last 24 hours, the judged one last
 * @param share of importance that each finding counts with
 * @param changed features that drift by themselves in this window
 */
export function correlationFindings(
  { basis, pairs, reconstruction }: NormalCorrelation,
  windows: readonly CountedWindow[],
  share: number,
  changed: ReadonlySet<string>,
  zone?: ZoneOffset,
): Finding[] {
  const observed = windows.flatMap(correlationWindow);
  if (observed.at(-1)?.hour !== windows.at(-1)?.hour || observed.length === 0) return [];
  const names = featurePairs(basis.features.length).map(([i, j]) => [basis.features[i]!, basis.features[j]!] as const);
  const pairChange = ({ index, effect }: StatisticScore): NativeChange => {
    const [a, b] = names[index]!;
    const normal = pairs.level[index]!;
    return {
      what: `correlation of ${a} and ${b}`,
      unit: "value",
      normal: Math.tanh(normal),
      now: Math.tanh(normal + effect),
    };
  };
  const pairScores = judgeStatistics(pairs, observed.map(pairWindow), zone).filter(
    ({ index }) => !names[index]!.some((name) => changed.has(name)),
  );
  const whole = observed.map((window) => reconstructionWindow(basis, window));
  const isWhole = !basis.features.some((name) => changed.has(name));
  const wholeScores = isWhole ? judgeStatistics(reconstruction, whole, zone) : [];
  const wholeChange = ({ effect }: StatisticScore): NativeChange => {
    const normal = reconstruction.level[0]!;
    return {
      what: "variation that the usual correlations leave unexplained",
      unit: "share",
      normal,
      now: normal + effect,
    };
  };
  return [
    ...(pairScores.length > 0 ? [finding("pair", pairScores, pairChange, share)] : []),
    ...(wholeScores.length > 0 ? [finding("all pairs", wholeScores, wholeChange, share)] : []),
  ];
}

function correlationWindow({ hour, evidence }: CountedWindow): CorrelationWindow[] {
  const { coMoments } = evidence;
  return coMoments && coMoments.rows > 0 ? [{ hour, moments: inScores(coMoments) }] : [];
}

function inScores({ rows, sums, products }: CoMomentCounts): CoMoments {
  return {
    rows,
    sums: sums.map((sum) => sum / SCORE_STEPS),
    products: products.map((product) => product / SCORE_STEPS ** 2),
  };
}

const STATE_RANK = { insufficient: 0, ok: 1, drifting: 2 } as const;

function finding(
  check: string,
  scores: readonly StatisticScore[],
  changeOf: (score: StatisticScore) => NativeChange,
  share: number,
): Finding {
  const rank = ({ state, ratio }: StatisticScore): number => 10 * STATE_RANK[state] + Math.min(ratio, 9);
  const worst = scores.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  const judged = worst.state !== "insufficient";
  const change = judged ? changeOf(worst) : null;
  const effect = change ? Math.abs(change.now - change.normal) : 0;
  const steady = scores.filter(({ lens, state }) => lens === "day" && state !== "insufficient");
  const highest = Math.max(0, ...steady.map(({ ratio }) => ratio));
  return {
    feature: CORRELATIONS,
    role: "feature",
    check,
    lens: worst.lens,
    state: worst.state,
    ...(judged ? {} : { reason: `${worst.rows} rows are too few to judge` }),
    value: Math.abs(worst.z),
    limit: worst.limit,
    ratio: worst.ratio,
    z: worst.z,
    ...(steady.length > 0 && { quiet: highest < QUIET_BELOW }),
    severity: severityOf(effect),
    effect,
    impact: share * effect,
    rows: worst.rows,
    change,
  };
}
