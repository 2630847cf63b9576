import type { ByteSource } from "../../src/contracts/decoding.js";
import { type LabelledPairs, labelledPairs } from "../../src/core/labels/labelled-pairs.js";
import { modelClasses, type QualityModel } from "../../src/core/labels/model-classes.js";
import { createLabelReader } from "../../src/core/labels/read-labels.js";
import { createPredictionReader } from "../../src/core/labels/read-predictions.js";
import { totalFaults } from "../../src/core/labels/row-faults.js";
import type { QualityState } from "../../src/core/quality/quality-metric.js";
import { measureQuality } from "../../src/core/quality/measure.js";
import type { QualityOnPage } from "../../src/core/report/comparison/comparison-page.js";
import { metricsByName } from "../../src/core/verdict/quality/count-quality.js";
import { UsageError } from "../failure.js";
import { sampleSource } from "../inspect/sample-source.js";
import type { Output } from "../output.js";
import { ProgressBar } from "../profile/progress-bar.js";
import { type FirstRecords, firstRecords } from "../quality/first-records.js";
import { allRows, omegaOf } from "../quality/period-rows.js";
import type { QualityOptions } from "../quality/quality-options.js";
import { type QualityPlan, qualityPlan } from "../quality/quality-plan.js";
import { readRows } from "../quality/read-rows.js";
import type { ReportOptions } from "./report-options.js";
import { rowNumbers } from "./row-numbers.js";

/** Quality of the current file, and of the reference where it holds the label too. */
export type LabelledFiles = QualityOnPage;

/** @returns null where no labels are named. @throws UsageError for columns that aren't there, or labels that match nothing */
export async function labelledFiles(options: ReportOptions, output: Output): Promise<LabelledFiles | null> {
  const { labels = [], label } = options;
  if (label === undefined && labels.length === 0) return null;
  const [reference, current] = [await sampleSource(options.reference), await sampleSource(options.current)];
  const files = await Promise.all(labels.map(sampleSource));
  const predicted = await firstRecords(current, {});
  const beside = files.length === 0;
  // Labels beside their predictions are joined by the number of their row: no id is needed.
  const numbered = (first: FirstRecords): FirstRecords => (beside ? { ...first, hasIds: true } : first);
  const labelled = beside ? predicted : await firstRecords(files[0]!, {});
  const plan = qualityPlan({
    options: qualityOptions(options, beside),
    monitor: null,
    decode: {},
    predicted: numbered(predicted),
    labelled: numbered(labelled),
  });
  const bytes = [reference, current, ...files].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const progress = new ProgressBar(output, bytes);
  const { joined, model } = await joinedRows([current], files, plan, null, progress);
  if (joined.counts.labelled === 0) {
    throw new UsageError(
      `quality expects labelled predictions, got none of ${joined.counts.predictions.read} predictions and ${joined.counts.labels.read} labels`,
    );
  }
  const before = await referenceState(reference, plan, model, progress);
  const { state } = allRows(joined, model);
  return {
    now: state,
    values: measureQuality(state, omegaOf(joined, model)),
    reference: before,
    levels: before
      ? Object.fromEntries(Object.entries(metricsByName(before, 1)).map(([name, { value }]) => [name, value]))
      : {},
    notes: notesOf(joined, plan, model, before !== null),
  };
}

function qualityOptions(options: ReportOptions, beside: boolean): QualityOptions {
  const { current, id, decisionThreshold, task, prediction, score, probabilities } = options;
  const { classes, positive, timestamp, label, labelId, labelTimestamp } = options;
  return {
    predictions: [current],
    ...(id !== undefined && !beside && { id }),
    ...(decisionThreshold !== undefined && { threshold: decisionThreshold }),
    ...(task !== undefined && { task }),
    ...(prediction !== undefined && { prediction }),
    ...(score !== undefined && { score }),
    ...(probabilities !== undefined && { probabilities }),
    ...(classes !== undefined && { classes }),
    ...(positive !== undefined && { positive }),
    ...(timestamp !== undefined && { timestamp }),
    ...(label !== undefined && { label }),
    ...(labelId !== undefined && { labelId }),
    ...(labelTimestamp !== undefined && { labelTimestamp }),
  };
}

/** @param known the model, where another file has told its classes */
async function joinedRows(
  predictions: readonly ByteSource[],
  labels: readonly ByteSource[],
  plan: QualityPlan,
  known: QualityModel | null,
  progress: ProgressBar,
): Promise<{ readonly joined: LabelledPairs; readonly model: QualityModel }> {
  const beside = labels.length === 0;
  const metadata = { from: "metadata" } as const;
  const places = beside ? { ...plan.predictions, id: metadata } : plan.predictions;
  const said = createPredictionReader(places);
  const told = createLabelReader(beside ? { ...plan.labels, id: metadata } : plan.labels);
  if (beside) await readRows(predictions, plan.decode, [rowNumbers([said, told])], progress);
  else {
    await readRows(predictions, plan.decode, [said], progress);
    await readRows(labels, {}, [told], progress);
  }
  const [saidRows, toldRows] = [said.finish(), told.finish()];
  const choice = { positive: plan.positive, classes: plan.classes };
  const model = known ?? {
    task: plan.task,
    classes: modelClasses(plan.task, choice, saidRows, toldRows),
    threshold: plan.threshold,
  };
  return { joined: labelledPairs(saidRows, toldRows, model), model };
}

/** Null where the reference lacks the label or the prediction, or none of its rows has both. */
async function referenceState(
  reference: ByteSource,
  plan: QualityPlan,
  model: QualityModel,
  progress: ProgressBar,
): Promise<QualityState | null> {
  const { names } = await firstRecords(reference, {});
  const { predicted, score, probabilities } = plan.predictions;
  const needed = [plan.labels.label, predicted, score, ...probabilities].filter((name) => name !== null);
  if (needed.some((name) => !names.includes(name))) return null;
  const places = { ...plan, predictions: { ...plan.predictions, time: null } };
  const { joined } = await joinedRows(
    [reference],
    [],
    { ...places, labels: { ...plan.labels, time: null } },
    model,
    progress,
  );
  return joined.counts.labelled === 0 ? null : allRows(joined, model).state;
}

function notesOf(
  { counts }: LabelledPairs,
  { inferred, task }: QualityPlan,
  { classes }: QualityModel,
  hasReference: boolean,
): string[] {
  const { predictions, labels, pairFaults, labelled } = counts;
  const unused = totalFaults(predictions.faults) + totalFaults(labels.faults) + totalFaults(pairFaults);
  return [
    `${labelled} of ${predictions.read} predictions have a label that could be used.`,
    ...(inferred ? [`The task was taken for ${task}; --task says otherwise.`] : []),
    ...(task === "binary" ? [`The positive class is ${classes[1] ?? "unknown"}.`] : []),
    ...(unused > 0 ? [`${unused} rows of predictions or labels could not be used.`] : []),
    ...(hasReference ? [] : ["The reference holds no labels beside its predictions: nothing to compare quality with."]),
  ];
}
