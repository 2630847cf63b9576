import { fileURLToPath } from "node:url";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";

/** The model's inputs, in the order of the captured CSV (ACS data dictionary names). */
export const FEATURES = [
  "AGEP",
  "SCHL",
  "MAR",
  "RELP",
  "DIS",
  "ESP",
  "CIT",
  "MIG",
  "MIL",
  "ANC",
  "NATIVITY",
  "DEAR",
  "DEYE",
  "DREM",
  "SEX",
  "RAC1P",
] as const;

/** One person of the survey and what the model said of them. */
export interface Person {
  readonly id: number;
  /** Values of FEATURES. */
  readonly inputs: readonly (number | string)[];
  readonly prediction: number;
  readonly probability: number;
  /** The truth, which the product only gets later: 1 for people who have a job. */
  readonly employed: number;
}

/** The survey of 2015 (`reference`) or of 2016 to 2018 (`production`), in the order of the file. */
export async function readPeople(file: "reference" | "production"): Promise<Person[]> {
  const rows = await readRows(file);
  const labels = file === "reference" ? rows : await readRows("labels");
  const employed = new Map(labels.map((row) => [Number(row["id"]), Number(row["employed"])]));
  return rows.map((row) => ({
    id: Number(row["id"]),
    inputs: FEATURES.map((name) => row[name] as number | string),
    prediction: Number(row["prediction"]),
    probability: row["predicted_probability"] as number,
    employed: employed.get(Number(row["id"]))!,
  }));
}

async function readRows(file: string): Promise<Record<string, unknown>[]> {
  const path = fileURLToPath(new URL(`data/${file}.parquet`, import.meta.url));
  return parquetReadObjects({ file: await asyncBufferFromFile(path) });
}
