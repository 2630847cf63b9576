/**
 * How time and memory grow: `npm run bench:growth [-- quick]`, in a process of its own for each size.
 *
 * Rows, columns and objects with the slope of log(CPU time) over log(size), which is 1 where growth is linear; the peak of
 * resident memory, on a gigabyte from a file too; size and cold import of the Lambda bundle that profiles captures
 * (`npm run build` makes it).
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import type { Measured } from "./engine/growth-work.js";

const ROWS = [10_000, 100_000, 1_000_000, 10_000_000];
const COLUMNS = [20, 100, 500, 1_000, 4_000];
const OBJECTS = [1, 10, 100, 1_000, 10_000];
const GIGABYTE_ROWS = 2_090_000;
const IMPORTS = 7;

/** Bundled, so that nothing but the engine is in the process that is measured. */
function inProcess(kind: string, size: number): Measured {
  return JSON.parse(execFileSync(process.execPath, [worker, kind, String(size)], { encoding: "utf8" })) as Measured;
}

function table(title: string, kind: string, unit: string, sizes: readonly number[]): void {
  const all = sizes.map((size) => inProcess(kind, size));
  console.log(`\n${title}, slope ${slope(all).toFixed(3)}`);
  console.table(
    Object.fromEntries(
      all.map(({ size, cpuMs, units, bytes, peakMb }) => [
        size.toLocaleString("en"),
        {
          "CPU ms": Number(cpuMs.toPrecision(3)),
          [`us/${unit}`]: Number(((cpuMs * 1_000) / units).toPrecision(3)),
          "MB/CPU s": Math.round(bytes / 1_000 / cpuMs),
          "peak resident MB": peakMb,
        },
      ]),
    ),
  );
}

function inParts(): void {
  const rows = 300_000;
  console.log(`\nA CSV object of ${rows.toLocaleString("en")} rows in eight parts`);
  const of = (kind: string): { "CPU ms": number; "MB/CPU s": number } => {
    const { cpuMs, bytes } = inProcess(kind, rows);
    return { "CPU ms": Math.round(cpuMs), "MB/CPU s": Math.round(bytes / 1_000 / cpuMs) };
  };
  console.table({ "as a whole": of("whole"), "finding the cuts": of("plan"), "cuts and parts": of("parts") });
}

/** Of the line through (log size, log CPU time) by least squares. */
function slope(all: readonly Measured[]): number {
  const [x, y] = [all.map(({ size }) => Math.log(size)), all.map(({ cpuMs }) => Math.log(cpuMs))];
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  return x.reduce((sum, xi, i) => sum + (xi - mx) * (y[i]! - my), 0) / x.reduce((sum, xi) => sum + (xi - mx) ** 2, 0);
}

function bundle(): void {
  const file = fileURLToPath(new URL("../dist/lambdas/profile-captures/index.mjs", import.meta.url));
  // Without its environment the handler refuses to start, once everything is loaded.
  const load =
    `const t = performance.now(), c = process.cpuUsage(); await import(${JSON.stringify(file)}).catch(() => 0); ` +
    "const { user, system } = process.cpuUsage(c); console.log(JSON.stringify([performance.now() - t, (user + system) / 1000]))";
  const runs = Array.from({ length: IMPORTS }, () => {
    const out = execFileSync(process.execPath, ["--input-type=module", "-e", load], { encoding: "utf8" });
    return JSON.parse(out) as [wallMs: number, cpuMs: number];
  });
  const middle = (of: 0 | 1): number => Math.round(runs.map((run) => run[of]).sort((x, y) => x - y)[IMPORTS >> 1]!);
  const KB = Math.round(statSync(file).size / 1_000);
  console.table({ bundle: { KB, "import, CPU ms": middle(1), "import, wall ms": middle(0) } });
}

const quick = process.argv[2] === "quick";
const sizes = (all: readonly number[]): readonly number[] => (quick ? all.slice(0, 3) : all);
const folder = mkdtempSync(join(tmpdir(), "plumbline-bench-"));
const worker = join(folder, "worker.mjs");
try {
  const entry = fileURLToPath(new URL("engine-growth-worker.ts", import.meta.url));
  buildSync({ entryPoints: [entry], outfile: worker, bundle: true, platform: "node", format: "esm", target: "node20" });
  console.log(`Node.js ${process.version}`);
  table("Rows of a capture of 20 features", "rows", "row", sizes(ROWS));
  table("Columns of a table of 2,048 rows", "columns", "cell", sizes(COLUMNS));
  table("Captures of 50 records: profiled, stored, read back, merged", "objects", "object", sizes(OBJECTS));
  inParts();
  const { bytes, cpuMs, peakMb } = inProcess("gigabyte", quick ? 100_000 : GIGABYTE_ROWS);
  const speed = (bytes / 1e3 / cpuMs).toFixed(0);
  console.log(
    `\n${(bytes / 1e9).toFixed(2)} GB of JSONL from a file: peak resident ${peakMb} MB, ${speed} MB per CPU second`,
  );
  bundle();
} finally {
  rmSync(folder, { recursive: true });
}
