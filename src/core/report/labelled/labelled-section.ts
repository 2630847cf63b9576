import type { BinaryState } from "../../quality/binary/binary-state.js";
import { measureOne, metricsOf } from "../../quality/measure.js";
import type { MulticlassState } from "../../quality/multiclass/multiclass-state.js";
import type { QualityState } from "../../quality/quality-metric.js";
import type { RegressionState } from "../../quality/regression/regression-state.js";
import { formatCount, formatNumber } from "../words.js";
import { precisionRecallPoints, reliabilityPoints, rocPoints } from "./binary-curves.js";
import { confusionTable } from "./confusion-table.js";
import { errorPoints, errorQuantile } from "./error-points.js";
import { unitChart } from "./unit-chart.js";

/** What charts of labelled predictions add to the look of reports. */
export const LABELLED_STYLE = `
.unit .grid{stroke:var(--line)}.unit .diagonal{stroke:var(--ink);stroke-dasharray:4 3;opacity:.5}
.unit path.reference{fill:none;stroke:var(--reference);stroke-width:2.5}.unit path.current{fill:none;stroke:var(--current);stroke-width:2}
.curves{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));gap:1.2rem}.curves .chart{max-width:24rem}
.confusion td{border-left:1px solid var(--line);padding-left:.5rem}
.confusion .right.level4,.confusion .right.level3{background:color-mix(in srgb,var(--ok) 22%,transparent)}
.confusion .wrong.level1:not([title^="0 "]){background:color-mix(in srgb,var(--bad) 8%,transparent)}
.confusion .wrong.level2,.confusion .wrong.level3,.confusion .wrong.level4{background:color-mix(in srgb,var(--bad) 24%,transparent)}
`;

/**
 * Charts of labelled predictions, reference beside now: ROC, precision-recall and calibration of a binary model, what a classifier mistakes
 * for what, how large a regression's errors are. Empty without labelled rows.
 */
export function labelledSection(now: QualityState | null, reference: QualityState | null): string {
  if (!now || now.rows === 0) return "";
  const of = reference?.task === now.task && reference.rows > 0 ? reference : null;
  const body =
    now.task === "binary"
      ? binaryCharts(now, of as BinaryState | null)
      : now.task === "multiclass"
        ? confusions(now, of as MulticlassState | null)
        : errors(now, of as RegressionState | null);
  const rows = `${formatCount(now.rows)} labelled predictions${of ? `, beside ${formatCount(of.rows)} of the reference` : "; the reference's counts are not kept"}.`;
  const legend = `<p class="legend"><span class="key current"></span>now${of ? ' <span class="key reference"></span>reference' : ""}</p>`;
  return `<section><h2>Where it is right and where it errs</h2><p>${rows}</p>${now.task === "multiclass" ? "" : legend}${body}</section>`;
}

function binaryCharts(now: BinaryState, reference: BinaryState | null): string {
  const confusion = confusionTable({
    classes: ["negative", "positive"],
    now: matrixOf(now),
    reference: reference && matrixOf(reference),
  });
  if (now.scores.keys.length === 0) return confusion;
  const charts = [
    {
      name: "roc-auc",
      words: "ROC",
      xTitle: "false positive rate",
      yTitle: "true positive rate",
      points: rocPoints,
      diagonal: true,
    },
    {
      name: "pr-auc",
      words: "Precision-recall",
      xTitle: "recall",
      yTitle: "precision",
      points: precisionRecallPoints,
      diagonal: false,
    },
    {
      name: "ece",
      words: "Calibration",
      xTitle: "mean score",
      yTitle: "share of positives",
      points: reliabilityPoints,
      diagonal: true,
    },
  ];
  const figures = charts.map(({ name, words, points, ...axes }) => {
    const values = valuesText(name, now, reference);
    const chart = unitChart({
      title: `${words}: ${values}`,
      ...axes,
      reference: reference ? points(reference) : [],
      now: points(now),
    });
    return `<figure><figcaption><strong>${words}</strong> ${values}</figcaption>${chart}</figure>`;
  });
  return `<div class="curves">${figures.join("")}</div>${confusion}`;
}

const matrixOf = ({
  confusion: { trueNegative, falsePositive, falseNegative, truePositive },
}: BinaryState): number[][] => [
  [trueNegative, falsePositive],
  [falseNegative, truePositive],
];

/** `area under the ROC curve 0.83 (reference 0.86)`. */
function valuesText(name: string, now: QualityState, reference: QualityState | null): string {
  const metric = metricsOf(now.task).find((each) => each.name === name)!;
  const value = (state: QualityState): string => {
    const measured = measureOne(metric, state, 1);
    return measured.defined ? formatNumber(measured.value) : "undefined";
  };
  return `${metric.title} ${value(now)}${reference ? ` (reference ${value(reference)})` : ""}`;
}

function confusions(now: MulticlassState, reference: MulticlassState | null): string {
  const same = reference?.classes.join("\n") === now.classes.join("\n") ? reference : null;
  const table = confusionTable({
    classes: now.classes,
    now: now.confusion,
    reference: same && same.confusion,
  });
  return `<p>What the model said of each true class, as a share of the class${same ? "; below it the reference's" : ""}.</p>${table}`;
}

/** Errors up to this share of both sides are drawn: the few largest would leave no room for the others. */
const DRAWN = 0.98;

function errors(now: RegressionState, reference: RegressionState | null): string {
  const scale = Math.max(errorQuantile(now, DRAWN), reference ? errorQuantile(reference, DRAWN) : 0);
  if (!(scale > 0)) return "<p>Every prediction equals its label.</p>";
  const median = (state: RegressionState): string => formatNumber(errorQuantile(state, 0.5));
  const values = `half of all errors are below ${median(now)}${reference ? ` (reference ${median(reference)})` : ""}`;
  const chart = unitChart({
    title: `Size of errors: ${values}`,
    xTitle: "|prediction - label|",
    yTitle: "share of rows with at most this error",
    xEnd: formatNumber(scale),
    reference: reference ? errorPoints(reference, scale) : [],
    now: errorPoints(now, scale),
    diagonal: false,
  });
  return `<div class="curves"><figure><figcaption><strong>Size of errors</strong> ${values}</figcaption>${chart}</figure></div>`;
}
