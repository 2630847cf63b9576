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
}

/** The survey of 2015 (`reference`) or of 2016 to 2018 (`production`), in the order of the file. */
export async function readPeople(file: "reference" | "production"): Promise<Person[]> {
  const path = fileURLToPath(new URL(`data/${file}.parquet`, import.meta.url));
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
  return rows.map((row) => ({
    id: Number(row["id"]),
    inputs: FEATURES.map((name) => row[name] as number | string),
    prediction: Number(row["prediction"]),
    probability: row["predicted_probability"] as number,
  }));
}
