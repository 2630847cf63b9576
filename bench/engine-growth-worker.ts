/** Does and measures the work of one size for `bench/engine-growth.ts`: started with its kind and the size. */
import {
  profileColumns,
  profileGigabyte,
  profileObjects,
  profileRows,
  profileTable,
  profileTableInParts,
  planTable,
  type Measured,
  type Work,
} from "./engine/growth-work.js";

const WORKS: Readonly<Record<string, (size: number) => Promise<Work>>> = {
  rows: profileRows,
  columns: profileColumns,
  objects: profileObjects,
  gigabyte: profileGigabyte,
  whole: profileTable,
  plan: planTable,
  parts: profileTableInParts,
};
/** What is compiled by then stays so: small sizes would look slower than they are. */
const WARM_UP: Readonly<Record<string, number>> = {
  rows: 200_000,
  columns: 200,
  objects: 2_000,
  whole: 200_000,
  plan: 200_000,
  parts: 200_000,
};

/** The work of one size, in a process that does nothing else. */
async function measure(kind: string, size: number): Promise<Measured> {
  const work = WORKS[kind]!;
  const warmUp = WARM_UP[kind];
  if (warmUp !== undefined) await work(warmUp);
  // A short time is measured as the sum of several.
  const times = kind === "gigabyte" ? 1 : Math.max(1, Math.round((warmUp ?? size) / size));
  const done: Work[] = [];
  for (let i = 0; i < times; i++) done.push(await work(size));
  const cpuMs = done.reduce((sum, each) => sum + each.cpuMs, 0) / times;
  return { ...done[0]!, cpuMs, size, peakMb: Math.round(process.resourceUsage().maxRSS / 1_024) };
}

const [, , kind = "", size = ""] = process.argv;
console.log(JSON.stringify(await measure(kind, Number(size))));
