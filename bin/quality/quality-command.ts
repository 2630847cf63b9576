import type { ByteSource, DecodeOptions } from "../../src/contracts/decoding.js";
import { labelledPairs } from "../../src/core/labels/labelled-pairs.js";
import { modelClasses, type QualityModel } from "../../src/core/labels/model-classes.js";
import { createLabelReader, type LabelRows } from "../../src/core/labels/read-labels.js";
import { createPredictionReader, type PredictionRows } from "../../src/core/labels/read-predictions.js";
import { totalFaults } from "../../src/core/labels/row-faults.js";
import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
import { layoutOf } from "../inspect/monitor-sample.js";
import { sampleSource } from "../inspect/sample-source.js";
import { monitorOf } from "../profile/profile-reading.js";
import { ProgressBar } from "../profile/progress-bar.js";
import { compareChallenger } from "./challenger.js";
import { estimatorOf, NO_ESTIMATOR } from "./estimates.js";
import { firstRecords } from "./first-records.js";
import { allRows, omegaOf, rowsByPeriod } from "./period-rows.js";
import type { QualityOptions } from "./quality-options.js";
import { qualityPlan, type QualityPlan } from "./quality-plan.js";
import { qualityReport, type QualityReport } from "./quality-report.js";
import { readRows } from "./read-rows.js";
import { showQuality } from "./show-quality.js";

export async function runQuality({ options, output }: Call<QualityOptions>): Promise<ExitStatus> {
  const monitor = await monitorOf(options.config, options.monitor);
  const decode = monitor ? (await layoutOf(monitor, null)).options : {};
  const files = await openAll(options);
  // Without labels, those of the reference tell what labels are.
  const told = files.labels[0] ?? files.reference[0];
  if (!told)
    throw new UsageError("--labels expects label files (or --reference a table to estimate without them), got none");
  const predicted = await firstRecords(files.predictions[0]!, decode);
  const labelled = await firstRecords(told, {});
  const plan = qualityPlan({ options, monitor, decode, predicted, labelled });
  const everything = [...files.predictions, ...files.labels, ...files.challenger, ...files.reference];
  const bytes = everything.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const report = await evaluate(files, plan, new ProgressBar(output, bytes));
  if (files.labels.length > 0) requireLabelled(report);
  showQuality(report, output);
  output.json(report);
  return report.challenger?.worse === true ? ExitStatus.drift : ExitStatus.ok;
}

/** Files of each side. */
interface Files {
  readonly predictions: readonly ByteSource[];
  readonly labels: readonly ByteSource[];
  readonly challenger: readonly ByteSource[];
  readonly reference: readonly ByteSource[];
}

async function openAll({ predictions, labels = [], challenger = [], reference = [] }: QualityOptions): Promise<Files> {
  const open = (places: readonly string[]) => Promise.all(places.map(sampleSource));
  return {
    predictions: await open(predictions),
    labels: await open(labels),
    challenger: await open(challenger),
    reference: await open(reference),
  };
}

async function evaluate(files: Files, plan: QualityPlan, progress: ProgressBar): Promise<QualityReport> {
  const reader = createPredictionReader(plan.predictions);
  const readPredictions = await readRows(files.predictions, plan.decode, [reader], progress);
  const labelReader = createLabelReader(plan.labels);
  const readLabels = await readRows(files.labels, {}, [labelReader], progress);
  const [said, told] = [reader.finish(), labelReader.finish()];
  const reference = await readReference(files.reference, plan, progress);
  const choice = { positive: plan.positive, classes: plan.classes };
  const model: QualityModel = {
    task: plan.task,
    classes: modelClasses(plan.task, choice, said, files.labels.length > 0 ? told : reference!.labels),
    threshold: plan.threshold,
  };
  const joined = labelledPairs(said, told, model);
  const all = allRows(joined, model);
  const periods = rowsByPeriod(joined, model, plan.period);
  const omega = omegaOf(joined, model);
  const challenger = await readChallenger(files.challenger, plan, progress);
  return qualityReport({
    task: plan.task,
    taskInferred: plan.inferred,
    classes: model.classes,
    joined,
    all,
    periods,
    length: plan.period,
    omega,
    estimator: reference
      ? estimatorOf(labelledPairs(reference.predictions, reference.labels, model), joined, model)
      : NO_ESTIMATOR,
    files: { predictions: readPredictions, labels: readLabels },
    challenger: challenger && compareChallenger(joined, challenger, model, plan.metric, omega),
  });
}

async function readChallenger(
  files: readonly ByteSource[],
  { predictions, decode }: QualityPlan,
  progress: ProgressBar,
): Promise<PredictionRows | null> {
  if (files.length === 0) return null;
  const reader = createPredictionReader(predictions);
  await readRows(files, decode, [reader], progress);
  return reader.finish();
}

/** A reference holds predictions and labels in one table, joined by id like any other. */
async function readReference(
  files: readonly ByteSource[],
  plan: QualityPlan,
  progress: ProgressBar,
): Promise<{ readonly predictions: PredictionRows; readonly labels: LabelRows } | null> {
  const [first] = files;
  if (!first) return null;
  const options: DecodeOptions = {};
  const { names } = await firstRecords(first, options);
  const label = plan.labels.label;
  if (label === null || !names.includes(label)) {
    throw new UsageError(
      `--reference expects the label in column ${label ?? "(unnamed; give --label)"}, got ${names.join(", ")}`,
    );
  }
  const predictions = createPredictionReader({ ...plan.predictions, time: null });
  const labels = createLabelReader({ ...plan.labels, id: plan.predictions.id, time: null });
  await readRows(files, options, [predictions, labels], progress);
  return { predictions: predictions.finish(), labels: labels.finish() };
}

/** A file of labels for another model must not pass for a model without errors. */
function requireLabelled({ join, labelled, rows }: QualityReport): void {
  if (labelled > 0) return;
  const { predictions, labels, matched, pairFaults } = join;
  const unusable = Object.entries({ ...predictions.faults, ...labels.faults, ...pairFaults }).map(
    ([why, n]) => `${n} ${why}`,
  );
  const why = unusable.length > 0 ? `; not used: ${unusable.join(", ")}` : "";
  if (matched === 0 && totalFaults(labels.faults) < labels.read && rows > 0) {
    throw new UsageError(
      `labels expect ids of the predictions, but none of ${labels.unmatched} labels belongs to one of ${predictions.waiting} predictions: ` +
        `another model's labels, or another id column?${why}`,
    );
  }
  throw new UsageError(
    `quality expects labelled predictions, got none of ${predictions.read} predictions and ${labels.read} labels${why}`,
  );
}
