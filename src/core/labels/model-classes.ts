import { PlumblineError } from "../../contracts/errors.js";
import type { QualityTask } from "../quality/quality-metric.js";
import { classText } from "./class-text.js";
import type { PredictionRows } from "./read-predictions.js";
import type { LabelRows } from "./read-labels.js";
import { LABEL } from "./read-labels.js";
import { PREDICTED } from "./read-predictions.js";
import type { KeyedRows } from "./keyed-rows.js";

/** What a model is, as far as its quality is concerned. */
export interface QualityModel {
  readonly task: QualityTask;
  /** In `classText` form. Binary: the negative and the positive class; regression: none. */
  readonly classes: readonly string[];
  /** Binary: least score that says the positive class, where no class is predicted. */
  readonly threshold: number;
}

export interface ClassChoice {
  readonly positive: string | null;
  /** All classes of the model where they are known. */
  readonly classes: readonly string[];
}

/** Two classes that hold fewer labels than this are not the two classes of these data. */
const LEAST_SHARE_OF_TWO = 0.99;

/** More are ids or free text that were taken for labels; their confusion matrix would hold a million cells. */
const MOST_CLASSES = 1_000;

/**
 * The classes of a model: those that are configured, else those that it predicts and those that are labelled. Labels of any other class are
 * faults, not rows.
 *
 * A binary model has the two configured classes; else the two that it predicts; else the two that most labels have, if these are 99 % of
 * them. The positive class is the configured one, else the last of the two: 1 of 0 and 1, `yes` of `no` and `yes`.
 *
 * @throws PlumblineError `CLASSES` where the two classes of a binary model can't be told, or there are more than 1,000
 */
export function modelClasses(
  task: QualityTask,
  choice: ClassChoice,
  predictions: PredictionRows,
  labels: LabelRows,
): readonly string[] {
  if (task === "regression") return [];
  const known = choice.classes.map((name) => classText(name));
  if (task === "multiclass") {
    const all = known.length > 0 ? known : [...new Set([...predictions.classes, ...labels.classes])].sort(inOrder);
    if (all.length <= MOST_CLASSES) return all;
    const problem = `at most ${MOST_CLASSES} classes, got ${all.length} (${all.slice(0, 3).join(", ")}, ...)`;
    throw new PlumblineError("CLASSES", `multiclass model expects ${problem}`);
  }
  const positive = choice.positive === null ? null : classText(choice.positive);
  const two = known.length > 0 ? known : twoClasses(positive, predictions, labels);
  if (two.length !== 2) throw classFault(`two classes, got ${two.length === 0 ? "none" : two.join(", ")}`);
  const [first, last] = [...two].sort(inOrder) as [string, string];
  if (positive === null || positive === last) return [first, last];
  if (positive === first) return [last, first];
  throw classFault(`its positive class among ${first} and ${last}, got ${positive}`);
}

function twoClasses(positive: string | null, predictions: PredictionRows, labels: LabelRows): string[] {
  const predicted = frequent(predictions.keyed, PREDICTED, predictions.classes);
  const labelled = frequent(labels.keyed, LABEL, labels.classes);
  if (predicted.length > 2) {
    throw classFault(
      `two predicted classes, got ${predicted.length} (${predicted
        .slice(0, 3)
        .map(([name]) => name)
        .join(", ")}, ...)`,
    );
  }
  const said = predicted.map(([name]) => name);
  if (said.length === 2) return said;
  // A model that says one class only tells nothing of the other one.
  const sure = new Set([...said, ...(positive === null ? [] : [positive])]);
  const rest = labelled.filter(([name]) => !sure.has(name)).map(([name]) => name);
  const two = [...sure, ...rest].slice(0, 2);
  const all = labelled.reduce((sum, [, rows]) => sum + rows, 0);
  const held = labelled.reduce((sum, [name, rows]) => sum + (two.includes(name) ? rows : 0), 0);
  if (all > 0 && held < LEAST_SHARE_OF_TWO * all) {
    throw classFault(
      `two classes in the labels, got ${labelled.length} (${labelled
        .slice(0, 3)
        .map(([name]) => name)
        .join(", ")}, ...)`,
    );
  }
  // Labels of a single class, 0 or 1, still leave no doubt about the other.
  if (two.length === 1 && (two[0] === "0" || two[0] === "1")) return ["0", "1"];
  return two;
}

/** Classes by their rows, most frequent first, equal ones in order of name. */
function frequent(rows: KeyedRows, column: string, classes: readonly string[]): (readonly [string, number])[] {
  const counts = classes.map(() => 0);
  const codes = rows.columns[column];
  for (let row = 0; codes && row < rows.rows; row++) if (!Number.isNaN(codes[row])) counts[codes[row]!]!++;
  return classes
    .map((name, k) => [name, counts[k]!] as const)
    .filter(([, count]) => count > 0)
    .sort(([a, most], [b, other]) => other - most || inOrder(a, b));
}

/** Numbers by size before texts by letter. */
function inOrder(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function classFault(problem: string): PlumblineError {
  return new PlumblineError("CLASSES", `binary model expects ${problem}`);
}
