import type { Baseline } from "../../../../src/contracts/baseline.js";
import type { JudgingRule } from "../../../../src/contracts/rule.js";
import type { Finding, HourIndex } from "../../../../src/contracts/verdict.js";
import { utc } from "../../../../src/core/calibration/local-time.js";
import type { LabelCoverage } from "../../../../src/core/labels/coverage.js";
import { createBinaryCounter } from "../../../../src/core/quality/binary/count-binary.js";
import { TallyBuilder } from "../../../../src/core/quality/tally.js";
import { metricsByName } from "../../../../src/core/verdict/quality/count-quality.js";
import { labelGaps, type LabelledColumns } from "../../../../src/core/verdict/quality/estimator.js";
import { type LabelledWindow, learnQuality } from "../../../../src/core/verdict/quality/learn-quality.js";
import type { QualityCounts } from "../../../../src/core/verdict/quality/quality-counts.js";
import type { QualityNormal } from "../../../../src/core/verdict/quality/quality-normal.js";
import { uniforms } from "../../drift/seeded-random.js";

/** Hours of a binary model whose probabilities mean what they say, unless something is changed. */
export interface HourOptions {
  readonly rows?: number;
  /** Share of usable predictions that have a label. */
  readonly coverage?: number;
  /** Share of rows whose label is drawn anew by a coin: the same scores mean less. */
  readonly noise?: number;
  /** Scores are pulled towards one half by this power: harder cases, still rightly scored. */
  readonly harder?: number;
}

const DELAY_MS = 2 * 86_400_000;

export function labelledHour(hour: HourIndex, seed: number, options: HourOptions = {}): LabelledWindow {
  const { rows: predictions = 200, coverage = 0.9, noise = 0, harder = 1 } = options;
  const random = uniforms(seed * 100_000 + hour);
  const columns: { predicted: number; score: number; actual: number }[] = [];
  for (let row = 0; row < predictions; row++) {
    const [u, label, coin, kept] = [random(), random(), random(), random()];
    const side = 2 * u - 1;
    const score = 0.5 + 0.5 * Math.sign(side) * Math.abs(side) ** harder;
    const truth = coin < noise ? coin < noise / 2 : label < score;
    if (kept < coverage) columns.push({ predicted: Number(score >= 0.5), score, actual: Number(truth) });
  }
  const rows: LabelledColumns = {
    rows: columns.length,
    predicted: Float64Array.from(columns, ({ predicted }) => predicted),
    scores: Float64Array.from(columns, ({ score }) => score),
    actual: Float64Array.from(columns, ({ actual }) => actual),
  };
  return { hour, rows, metrics: metricsOf(rows), coverage: coverageOf(predictions, columns.length) };
}

function metricsOf({ rows, predicted, actual, scores }: LabelledColumns): LabelledWindow["metrics"] {
  const counter = createBinaryCounter();
  counter.add({ rows, predicted: Uint8Array.from(predicted), actual: Uint8Array.from(actual), scores });
  return metricsByName(counter.finish(), 1);
}

function coverageOf(predictions: number, labelled: number): LabelCoverage {
  const delays = new TallyBuilder("positive", 1);
  delays.add(DELAY_MS, 0, labelled);
  return { predictions, labelled, delays: delays.finish(), early: 0 };
}

export function learnedFrom(hours: number, seed: number, options: HourOptions = {}): QualityNormal {
  const windows = Array.from({ length: hours }, (_, hour) => labelledHour(hour, seed, options));
  return learnQuality(windows, {
    task: "binary",
    classes: ["0", "1"],
    levels: { accuracy: 0.75 },
    budget: 0.2,
    window: "hour",
    zone: utc,
    waitHours: 720,
  });
}

export function countsOf(normal: QualityNormal, { rows, metrics, coverage }: LabelledWindow): QualityCounts {
  const gaps = normal.estimator ? labelGaps(normal.estimator, rows) : [];
  return { predictions: coverage.predictions, labelled: coverage.labelled, metrics, gaps };
}

/** Quality is judged on no column of a table. */
const NO_BASELINE = {} as Baseline;

/** Findings of consecutive hours from `first` on. */
export function judged(
  rule: JudgingRule<QualityCounts, null>,
  first: HourIndex,
  counts: readonly QualityCounts[],
): (readonly Finding[])[] {
  const windows = counts.map((evidence, i) => ({ hour: first + i, evidence }));
  return windows.map(({ hour, evidence }, i) => {
    const history = windows.slice(Math.max(0, i - (rule.looksBack ?? 0)), i);
    return rule.judge(NO_BASELINE, null, hour, evidence, history).findings;
  });
}
