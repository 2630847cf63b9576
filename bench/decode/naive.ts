import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** Columns as anyone would collect them first. */
export type NaiveColumns = Map<string, (number | string | boolean | null)[]>;

/** The program that is written in ten minutes: readline, JSON.parse, split, Number, and a Map of arrays. */
export async function naiveCaptures(path: string): Promise<NaiveColumns> {
  const columns: NaiveColumns = new Map();
  for await (const line of lines(path)) {
    const event = JSON.parse(line) as {
      captureData: { endpointInput: { data: string }; endpointOutput: { data: string } };
      eventMetadata: { eventId: string; inferenceTime: string };
    };
    event.captureData.endpointInput.data.split(",").forEach((cell, i) => {
      push(columns, `c${i}`, typed(cell));
    });
    push(columns, "output", typed(event.captureData.endpointOutput.data.trim()));
    push(columns, "time", Date.parse(event.eventMetadata.inferenceTime));
    push(columns, "id", event.eventMetadata.eventId);
  }
  return columns;
}

export async function naiveJsonLines(path: string): Promise<NaiveColumns> {
  const columns: NaiveColumns = new Map();
  for await (const line of lines(path)) {
    for (const [name, value] of Object.entries(JSON.parse(line) as Record<string, string | number | boolean | null>)) {
      push(columns, name, value);
    }
  }
  return columns;
}

export async function naiveCsv(path: string): Promise<NaiveColumns> {
  const columns: NaiveColumns = new Map();
  let header: string[] | null = null;
  for await (const line of lines(path)) {
    const cells = line.split(",");
    if (header === null) header = cells;
    else for (const [i, cell] of cells.entries()) push(columns, header[i] ?? `c${i}`, typed(cell));
  }
  return columns;
}

function lines(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path), crlfDelay: Infinity });
}

function typed(cell: string): number | string | boolean | null {
  if (cell === "" || cell === "NA" || cell === "null") return null;
  const value = Number(cell);
  if (!Number.isNaN(value)) return value;
  return cell === "true" ? true : cell === "false" ? false : cell;
}

function push(columns: NaiveColumns, name: string, value: number | string | boolean | null): void {
  const column = columns.get(name);
  if (column === undefined) columns.set(name, [value]);
  else column.push(value);
}
