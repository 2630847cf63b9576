import type { CaptureFormat, OutputName, Task } from "../../src/config/index.js";
import { alignHeader } from "./align-header.js";
import { columnFacts, type ColumnFacts } from "../inspect/column-facts.js";
import { isLabelName, isPositionName, isPredictionName, movesWithTime } from "../inspect/column-signs.js";
import {
  type Guess,
  guessCategorical,
  guessId,
  guessLabel,
  guessOutput,
  guessPrediction,
  guessTask,
  guessTime,
} from "./guess-columns.js";
import { keyLayout } from "./key-layout.js";
import type { Sample } from "../inspect/read-sample.js";
import { s3Place } from "../inspect/sample-source.js";

/** A first configuration, each part with what it rests on. */
export interface Draft {
  readonly monitor: string;
  readonly task: Guess<Task> | null;
  readonly captures: { readonly bucket: string | null; readonly prefix: string; readonly format: CaptureFormat };
  /** Headerless columns get the names of the reference; null where they have names of their own. */
  readonly header: { readonly columns: number; readonly drop: readonly string[] } | null;
  /** Headerless columns without a reference that fits. */
  readonly nameless: number;
  readonly output: Guess<Partial<Record<OutputName, number | string>>> | null;
  readonly id: Guess<string> | null;
  readonly time: DraftTime;
  readonly prediction: Guess<string> | null;
  /** Columns to leave out of the features, each with the reason. */
  readonly ignore: readonly Guess<string>[];
  readonly categorical: readonly string[];
  readonly reference: { readonly table: string; readonly label: Guess<string> | null } | null;
}

export type DraftTime =
  | { readonly from: "metadata" }
  | { readonly from: "column"; readonly column: Guess<string> }
  | { readonly from: "path"; readonly pattern: string }
  | { readonly from: "lastModified" };

/** @param monitor name; null takes the last folder of the captures' key, else `my-model` */
export function draftOf(monitor: string | null, sample: Sample, reference: Sample | null): Draft {
  const place = s3Place(sample.places[0]!);
  const layout = keyLayout(place?.key ?? sample.places[0]!);
  const all = columnFacts(sample);
  const table = reference ? columnFacts(reference) : [];
  const isSageMaker = sample.format.startsWith("sagemaker");
  const outputs = isSageMaker ? all.filter(({ name }) => /^output(\.|$)/.test(name)) : [];
  const positional = all.filter((column) => !outputs.includes(column));
  const nameless = positional.every(({ name }) => isPositionName(name)) ? positional.length : 0;
  const aligned = nameless > 0 && reference ? alignHeader(positional, table) : null;
  const inputs = positional.map((column, i) => ({ ...column, name: aligned?.names[i] ?? column.name }));
  const time = draftTime(sample, inputs, layout.timePattern);
  const timeColumn = time.from === "column" ? time.column.value : null;
  const id = isSageMaker ? null : guessId(inputs, timeColumn);
  const others = inputs.filter(({ name }) => name !== timeColumn && name !== id?.value);
  const prediction = isSageMaker ? null : guessPrediction(others, table);
  const label = guessLabel(onlyIn(table, inputs));
  const output = guessOutput(outputs);
  const features = others.filter(({ name }) => name !== prediction?.value);
  const name = monitor ?? nameFrom(layout.prefix);
  return {
    monitor: name,
    task: guessTask(table.find((column) => column.name === label?.value) ?? null, [
      ...Object.keys(output?.value ?? {}).map((role) => [role, outputs[0] ?? null] as const),
      ...(prediction ? [["prediction", inputs.find((each) => each.name === prediction.value) ?? null] as const] : []),
    ]),
    captures: { bucket: place?.bucket ?? null, prefix: place ? layout.prefix : `${name}/`, format: sample.format },
    header: aligned && { columns: aligned.names.length, drop: aligned.dropped },
    nameless: aligned ? 0 : nameless,
    output,
    id,
    time,
    prediction,
    ignore: [
      ...features.flatMap(reasonToIgnore),
      ...(aligned?.dropped ?? [])
        .filter((dropped) => dropped !== label?.value)
        .map((value) => ({ value, because: "the reference has it, captures don't" })),
    ],
    categorical: guessCategorical(features),
    reference: reference && { table: reference.places[0]!, label },
  };
}

function draftTime(sample: Sample, inputs: readonly ColumnFacts[], timePattern: string | null): DraftTime {
  if (sample.timed > 0 && sample.format.startsWith("sagemaker")) return { from: "metadata" };
  const column = guessTime(inputs);
  if (column) return { from: "column", column };
  return timePattern === null ? { from: "lastModified" } : { from: "path", pattern: timePattern };
}

function onlyIn(table: readonly ColumnFacts[], inputs: readonly ColumnFacts[]): ColumnFacts[] {
  const names = new Set(inputs.map(({ name }) => name));
  return table.filter(({ name }) => !names.has(name));
}

function reasonToIgnore({ name, skipped, trend, distinct }: ColumnFacts): Guess<string>[] {
  const because =
    skipped === "id-like"
      ? `like an id: ${Math.round(distinct)} different values`
      : trend !== null && movesWithTime(trend)
        ? `moves with time: correlation ${trend.toFixed(2)}`
        : isPredictionName(name)
          ? "by its name the model's output, too"
          : isLabelName(name)
            ? "by its name the outcome"
            : null;
  return because === null ? [] : [{ value: name, because }];
}

function nameFrom(prefix: string): string {
  const folder =
    prefix
      .split("/")
      .filter((part) => part !== "" && part !== "." && part !== "..")
      .at(-1) ?? "";
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return name === "" ? "my-model" : name;
}
