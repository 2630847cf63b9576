/**
 * Decoding, measured side by side in one process: `npx tsx bench/decode.ts [rows]`.
 *
 * Prints CPU time per row, megabytes per CPU second, and how many times faster than the naive program. Trust the ratios
 * within a run, not the absolute times. Runs take turns, so that a busy machine slows all of them alike.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createRejectLog } from "../src/core/decode/reject-log.js";
import { openCapture } from "../src/core/decode/open-capture.js";
import { decodeEvents } from "../src/core/decode/sagemaker-jsonl.js";
import type { RecordBatch } from "../src/contracts/records.js";
import { captureLine, csvLine, HEADER, jsonLine, randomNumbers, writeLines } from "./decode/captures.js";
import { fileSource } from "./decode/file-source.js";
import { naiveCaptures, naiveCsv, naiveJsonLines } from "./decode/naive.js";

const ROUNDS = 5;

interface Contestant {
  readonly name: string;
  readonly file: string;
  /** Decodes the file; returns the number of rows. */
  run(): Promise<number>;
}

async function main(rows: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-bench-"));
  try {
    const random = randomNumbers(1);
    const capture = join(folder, "capture.jsonl");
    const jsonl = join(folder, "records.jsonl");
    const csv = join(folder, "records.csv");
    await writeLines(capture, null, rows, (row) => captureLine(random, row));
    await writeLines(jsonl, null, rows, () => jsonLine(random));
    await writeLines(csv, HEADER.join(","), rows, () => csvLine(random));
    writeFileSync(`${capture}.gz`, gzipSync(readFileSync(capture)));
    console.log(`${rows} rows of 20 features, Node.js ${process.version}, median of ${ROUNDS}\n`);
    await compare("SageMaker capture JSONL", rows, [
      { name: "naive", file: capture, run: async () => (await naiveCaptures(capture)).get("c0")!.length },
      {
        name: "plain way",
        file: capture,
        run: () => count(decodeEvents(fileSource(capture), {}, createRejectLog(), false)),
      },
      {
        name: "TypeScript alone",
        file: capture,
        run: () => count(decodeEvents(fileSource(capture), {}, createRejectLog(), true, null)),
      },
      ours("kernel", capture),
      ours("kernel, no ids", capture, "time"),
      ours("kernel, gzip", `${capture}.gz`),
    ]);
    await compare("JSON lines", rows, [
      { name: "naive", file: jsonl, run: async () => (await naiveJsonLines(jsonl)).get(HEADER[0]!)!.length },
      ours("ours", jsonl),
    ]);
    await compare("CSV", rows, [
      { name: "naive", file: csv, run: async () => (await naiveCsv(csv)).get(HEADER[0]!)!.length },
      ours("ours", csv),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ours(name: string, file: string, metadata: boolean | "time" = true): Contestant {
  return { name, file, run: () => count(openCapture(fileSource(file), "auto", { metadata }, createRejectLog())) };
}

async function count(batches: AsyncIterable<RecordBatch>): Promise<number> {
  let rows = 0;
  for await (const batch of batches) rows += batch.rows;
  return rows;
}

/** The first contestant is what the others are compared with. */
async function compare(title: string, rows: number, contestants: readonly Contestant[]): Promise<void> {
  const times = contestants.map(() => [] as number[]);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, contestant] of contestants.entries()) {
      const before = process.cpuUsage();
      const decoded = await contestant.run();
      const used = process.cpuUsage(before);
      if (decoded !== rows) throw new Error(`${contestant.name} read ${decoded} of ${rows} rows`);
      // The first round warms up.
      if (round > 0) times[i]!.push((used.user + used.system) / 1000);
    }
  }
  const medians = times.map((taken) => taken.sort((a, b) => a - b)[taken.length >> 1]!);
  console.log(title);
  console.table(
    contestants.map(({ name, file }, i) => ({
      name,
      "CPU ms": Math.round(medians[i]!),
      "ns/row": Math.round((medians[i]! * 1e6) / rows),
      "MB/s": Math.round(statSync(file).size / 1000 / medians[i]!),
      "x naive": Number((medians[0]! / medians[i]!).toFixed(1)),
    })),
  );
}

await main(Number(process.argv[2] ?? 100_000));
