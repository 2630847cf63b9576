/**
 * The whole engine, from a file to profiles, side by side with a naive program and with DuckDB on one thread:
 * `npm run bench:engine [-- rows [format]]`, where the format is capture, ndjson, csv or parquet.
 *
 * Prints CPU time (all threads of a process), and how many times as fast ours is. Trust the ratios within a run.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { captureLine, csvLine, HEADER, jsonLine, randomNumbers, writeLines } from "./decode/captures.js";
import { compete, type Standing } from "./engine/contest.js";
import { openDuckDb, writeParquet } from "./engine/duckdb.js";

/** In front of the rounds that count, of which the first is shown: what is compiled and warm then stays so. */
const WARM_UP = 2;
const ROUNDS = 5;
const OURS = "plumbline";
const EVERYONE = ["naive", "DuckDB", OURS];

async function main(rows: number, only: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-bench-"));
  try {
    const at = (name: string): string => join(folder, name);
    await writeFiles(at, rows);
    const program = await bundled(at("contestant.mjs"));
    console.log(
      `${rows} rows of 20 features, Node.js ${process.version}, median of ${ROUNDS} rounds in turns after ${WARM_UP}`,
    );
    const run = async (title: string, format: string, file: string, who: readonly string[]): Promise<void> => {
      if (only !== undefined && only !== format) return;
      const names = who.map((name) => `${name} ${format}`);
      show(title, at(file), rows, await compete(program, names, at(file), WARM_UP, ROUNDS));
    };
    await run("SageMaker capture JSONL", "capture", "capture.jsonl", EVERYONE);
    await run("SageMaker capture JSONL, gzip", "capture", "capture.jsonl.gz", ["DuckDB", OURS]);
    await run("JSON lines", "ndjson", "records.jsonl", EVERYONE);
    await run("CSV", "csv", "records.csv", EVERYONE);
    await run("Parquet, snappy", "parquet", "records.parquet", ["DuckDB", OURS]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Bundled, as the engine is where it is deployed. DuckDB's library is found from here. */
async function bundled(path: string): Promise<string> {
  const entry = fileURLToPath(new URL("engine-contestant.ts", import.meta.url));
  const duckDb = import.meta.resolve("@duckdb/node-api");
  const options = { bundle: true, platform: "node", format: "esm", target: "node20" } as const;
  await build({
    ...options,
    entryPoints: [entry],
    outfile: path,
    alias: { "@duckdb/node-api": duckDb },
    external: [duckDb],
  });
  return path;
}

async function writeFiles(at: (name: string) => string, rows: number): Promise<void> {
  const random = randomNumbers(1);
  const capture = at("capture.jsonl");
  await writeLines(capture, null, rows, (row) => captureLine(random, row));
  writeFileSync(`${capture}.gz`, gzipSync(readFileSync(capture)));
  await writeLines(at("records.jsonl"), null, rows, () => jsonLine(random));
  await writeLines(at("records.csv"), HEADER.join(","), rows, () => csvLine(random));
  const db = await openDuckDb();
  await writeParquet(db, `read_csv('${at("records.csv")}')`, at("records.parquet"), "snappy");
  db.closeSync();
}

/** The last one is ours, with which the others are compared. */
function show(title: string, file: string, rows: number, standings: readonly Standing[]): void {
  const own = standings.at(-1)!;
  console.log(`\n${title}`);
  console.table(
    Object.fromEntries(
      standings.map(({ name, cpuMs, firstMs }) => [
        name.split(" ")[0],
        {
          "CPU ms": Math.round(cpuMs),
          "us/row": Number(((cpuMs * 1_000) / rows).toFixed(2)),
          "1,000 rows/CPU s": Math.round(rows / cpuMs),
          "MB/CPU s": Math.round(statSync(file).size / 1_000 / cpuMs),
          "ours is faster by": `${(cpuMs / own.cpuMs).toFixed(2)} x`,
          "first run": `${Math.round(firstMs)} ms, ${(firstMs / own.firstMs).toFixed(2)} x`,
        },
      ]),
    ),
  );
}

await main(Number(process.argv[2] ?? 300_000), process.argv[3]);
