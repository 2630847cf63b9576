import type { MonitorConfig } from "../../../config/index.js";
import { UnreadableSourceError } from "../../../contracts/errors.js";
import { ID_NAMES, LABEL_NAMES } from "../../../core/labels/column-names.js";
import type { IdPlace } from "../../../core/labels/id-columns.js";
import type { LabelColumns } from "../../../core/labels/read-labels.js";
import type { TimePlace } from "../../../core/labels/row-times.js";
import { qualityTask } from "./prediction-columns.js";

/** Columns whose cells stay text: 007 is not 7. */
export function labelIdNames({ columns, labels }: MonitorConfig): readonly string[] {
  const written = labels?.id ?? [];
  if (written.length > 0) return written;
  return columns.id.from === "columns" ? columns.id.columns : ID_NAMES;
}

/**
 * Where labels stand in a label file: as configured, else by names that say what they are.
 *
 * @param source name of the file, for messages
 * @param names columns of its first records
 * @param groundTruth true for SageMaker ground truth, which brings id and label
 * @throws UnreadableSourceError where id or label can't be told: nothing of the file is counted then
 */
export function labelColumns(
  monitor: MonitorConfig,
  source: string,
  names: readonly string[],
  groundTruth: boolean,
  arrivedMs: number,
): LabelColumns {
  const { time, predictionTime, column, values } = monitor.labels!;
  const id: IdPlace = groundTruth ? { from: "metadata" } : labelId(monitor, source, names);
  const taken = [...(id.from === "columns" ? id.columns : []), time, predictionTime];
  return {
    task: qualityTask(monitor),
    id,
    time: placeOf(time),
    arrivedMs,
    label: groundTruth
      ? column
      : (column ??
        onlyLabel(
          source,
          names.filter((name) => !taken.includes(name)),
        )),
    values,
    ...(predictionTime !== null && { predictedAt: placeOf(predictionTime) }),
  };
}

const placeOf = (column: string | null): TimePlace => (column === null ? null : { from: "column", column });

function labelId(monitor: MonitorConfig, source: string, names: readonly string[]): IdPlace {
  const known = labelIdNames(monitor);
  if (known !== ID_NAMES) return { from: "columns", columns: known };
  const found = known.find((name) => names.includes(name));
  if (found !== undefined) return { from: "columns", columns: [found] };
  throw new UnreadableSourceError(
    source,
    `expects the id of the prediction in one of the columns ${known.join(", ")}, got ${names.join(", ")}; name it in labels.id`,
  );
}

function onlyLabel(source: string, left: readonly string[]): string {
  const [only] = left;
  const found = left.length === 1 ? only : LABEL_NAMES.find((name) => left.includes(name));
  if (found !== undefined) return found;
  throw new UnreadableSourceError(
    source,
    `expects the label in one of the columns ${LABEL_NAMES.join(", ")}, got ${left.join(", ")}; name it in labels.column`,
  );
}
