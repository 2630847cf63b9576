import { PlumblineError } from "../../contracts/errors.js";
import { modelClasses, type QualityModel } from "../../core/labels/model-classes.js";
import type { QualityTask } from "../../core/quality/quality-metric.js";
import type { LabelDeps } from "../deps.js";
import { partitions } from "../keys.js";
import type { JoinedHour } from "../labels/joined-hour.js";

const CLASSES_KEY = "CLASSES";

/**
 * What the model is, as far as its quality is concerned. Its classes are the configured ones, else those of the first hour whose labels
 * and predictions tell them; they are kept, so that hours add up.
 *
 * @returns null while the classes can't be told
 */
export async function qualityModel(
  task: QualityTask,
  hour: JoinedHour,
  fence: number,
  nowMs: number,
  { table, monitor, log }: LabelDeps,
): Promise<QualityModel | null> {
  const { threshold, positiveClass: positive, classes } = monitor.model;
  if (task === "regression") return { task, classes: [], threshold };
  const [pk, written] = [partitions.state(monitor.name), JSON.stringify([task, positive, classes])];
  const known = (await table.get(pk, CLASSES_KEY, nowMs))?.body as KnownClasses | undefined;
  if (known?.written === written) return { task, classes: known.classes, threshold };
  try {
    const found = modelClasses(task, { positive, classes }, hour.predictions, hour.labels);
    const body: KnownClasses = { written, classes: found };
    if (found.length >= 2) await table.put({ pk, sk: CLASSES_KEY, body }, nowMs, { fence });
    return found.length >= 2 ? { task, classes: found, threshold } : null;
  } catch (error) {
    if (!(error instanceof PlumblineError) || error.code !== "CLASSES") throw error;
    log.info("classes of the model can't be told from this hour", { reason: error.message });
    return null;
  }
}

interface KnownClasses {
  /** What configuration said when they were told. */
  readonly written: string;
  readonly classes: readonly string[];
}
