import type { RecordBatch } from "../../../src/contracts/records.js";
import { memorySource } from "../../../src/core/decode/memory-source.js";
import { openCapture } from "../../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../../src/core/decode/reject-log.js";
import { createLabelReader, type LabelColumns, type LabelRows } from "../../../src/core/labels/read-labels.js";
import {
  createPredictionReader,
  type PredictionColumns,
  type PredictionRows,
} from "../../../src/core/labels/read-predictions.js";

/** Reads a text as a file of any format. */
async function feed(text: string, reader: { add(batch: RecordBatch): void }): Promise<void> {
  const source = memorySource("rows", new TextEncoder().encode(text));
  for await (const batch of openCapture(source, "auto", {}, createRejectLog())) reader.add(batch);
}

export const ID_COLUMN = { from: "columns", columns: ["id"] } as const;

export async function predictionsOf(text: string, places: Partial<PredictionColumns> = {}): Promise<PredictionRows> {
  const reader = createPredictionReader({
    task: "binary",
    id: ID_COLUMN,
    time: null,
    predicted: "said",
    score: null,
    probabilities: [],
    classes: [],
    ...places,
  });
  await feed(text, reader);
  return reader.finish();
}

export async function labelsOf(text: string, places: Partial<LabelColumns> = {}): Promise<LabelRows> {
  const reader = createLabelReader({
    task: "binary",
    id: ID_COLUMN,
    time: null,
    label: "truth",
    values: {},
    ...places,
  });
  await feed(text, reader);
  return reader.finish();
}
