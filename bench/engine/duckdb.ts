import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import type { Found } from "./contest.js";

/** DuckDB in this process with one thread, and no extension that isn't built in. */
export async function openDuckDb(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1", autoinstall_known_extensions: "false" });
  const connection = await instance.connect();
  await connection.run("SET threads = 1");
  return connection;
}

/** SUMMARIZE: count, missing, smallest, largest, mean, sd, three approximate quantiles, approximate distinct count. */
export async function summarize(db: DuckDBConnection, from: string, columns: readonly string[]): Promise<Found> {
  const rows = (await db.runAndReadAll(`SUMMARIZE SELECT * FROM ${from}`)).getRowObjects();
  const means = columns.map((name) => Number(rows.find(({ column_name }) => column_name === name)?.["avg"]));
  return { rows: Number(rows[0]?.["count"]), means };
}

/** Features of the capture, of which the last six are categories. */
const FEATURES = 20;
const NUMBERS = 14;

/**
 * The same columns from SageMaker's nested JSON, and what SUMMARIZE computes of each, with the most frequent values of the
 * categories: the quickest of the ways that were tried (a typed read_json, its text split once).
 */
export async function summarizeCaptures(db: DuckDBConnection, path: string): Promise<Found> {
  const rows = (await db.runAndReadAll(captureQuery(path))).getRowObjects();
  const row = rows[0]!;
  return { rows: Number(row["records"]), means: [0, 1, 2].map((i) => Number(row[`mean_${i}`])) };
}

export function captureQuery(path: string): string {
  const numbers = [...Array(NUMBERS).keys(), FEATURES];
  const categories = Array.from({ length: FEATURES - NUMBERS }, (_, i) => NUMBERS + i);
  const cells = [
    ...numbers.slice(0, -1).map((i) => `TRY_CAST(cells[${i + 1}] AS DOUBLE) AS c${i}`),
    ...categories.map((i) => `cells[${i + 1}] AS c${i}`),
    `TRY_CAST(output AS DOUBLE) AS c${FEATURES}`,
    "hour",
  ];
  const summaries = [
    "count(*) AS records",
    "count(DISTINCT hour)",
    ...numbers.map(
      (i) =>
        `count(c${i}), min(c${i}), max(c${i}), avg(c${i}) AS mean_${i}, stddev_samp(c${i}), ` +
        `approx_quantile(c${i}, [0.05, 0.25, 0.5, 0.75, 0.95]), approx_count_distinct(c${i})`,
    ),
    ...categories.map((i) => `count(c${i}), approx_count_distinct(c${i}), approx_top_k(c${i}, 10)`),
  ];
  return `
    WITH events AS (
      SELECT string_split(captureData.endpointInput.data, ',') AS cells,
        captureData.endpointOutput.data AS output,
        date_trunc('hour', eventMetadata.inferenceTime) AS hour
      FROM read_json('${path}', format = 'newline_delimited', columns = {
        captureData: 'STRUCT(endpointInput STRUCT(data VARCHAR), endpointOutput STRUCT(data VARCHAR))',
        eventMetadata: 'STRUCT(inferenceTime TIMESTAMP)'
      })
    ), records AS (SELECT ${cells.join(", ")} FROM events)
    SELECT ${summaries.join(", ")} FROM records`;
}

/** Writes a table as Parquet. */
export async function writeParquet(db: DuckDBConnection, from: string, path: string, codec: string): Promise<void> {
  await db.run(`COPY (SELECT * FROM ${from}) TO '${path}' (FORMAT parquet, COMPRESSION ${codec})`);
}
