import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";

/** What a contestant found in a file; enough to see that all of them read the same. */
export interface Found {
  readonly rows: number;
  /** Means of the first three number columns. */
  readonly means: readonly number[];
}

/** What a contestant reports of one run. */
export interface Run {
  readonly found: Found;
  /** CPU time of the whole process, all threads. */
  readonly cpuMs: number;
}

export interface Standing {
  readonly name: string;
  /** Of the first run, in which nothing is compiled or warm yet. */
  readonly firstMs: number;
  /** Median of the runs after the warm-up. */
  readonly cpuMs: number;
}

/**
 * Lets contestants take turns, each in a process of its own that lives through all rounds: a busy machine slows all of
 * them alike, and nobody's heap or compiled code is another one's trouble.
 *
 * @param program the module that calls `takeTurns`, started with a contestant's name and the file
 * @throws Error when they disagree about what is in the file
 */
export async function compete(
  program: string,
  names: readonly string[],
  file: string,
  warmUp: number,
  rounds: number,
): Promise<Standing[]> {
  const processes = names.map((name) => fork(program, [name, file], { execArgv: [] }));
  try {
    const runs = names.map((): Run[] => []);
    for (let round = 0; round < warmUp + rounds; round++) {
      for (const [i, child] of processes.entries()) {
        const run = await turnOf(child, names[i]!);
        runs[i]!.push(run);
        requireEqual(names[i]!, runs[0]![0]!.found, run.found);
      }
    }
    return names.map((name, i) => {
      const times = runs[i]!.map(({ cpuMs }) => cpuMs);
      return { name, firstMs: times[0]!, cpuMs: median(times.slice(warmUp)) };
    });
  } finally {
    for (const child of processes) child.kill();
  }
}

/** A contestant's side: runs whenever it is asked to. */
export function takeTurns(run: () => Promise<Found>): void {
  process.on("message", () => {
    const before = process.cpuUsage();
    void run().then((found) => {
      const { user, system } = process.cpuUsage(before);
      process.send!({ found, cpuMs: (user + system) / 1_000 } satisfies Run);
    });
  });
}

async function turnOf(child: ChildProcess, name: string): Promise<Run> {
  const turn = new AbortController();
  const answer = once(child, "message", { signal: turn.signal });
  const end = once(child, "exit", { signal: turn.signal }).then(() => {
    throw new Error(`${name} ended before it was done`);
  });
  child.send("run");
  const [run] = (await Promise.race([answer, end])) as [Run];
  end.catch(() => undefined);
  turn.abort();
  return run;
}

function requireEqual(name: string, expected: Found, got: Found): void {
  const agrees = got.means.every((mean, i) => Math.abs(mean - expected.means[i]!) <= 1e-9 * Math.abs(mean));
  if (got.rows === expected.rows && got.means.length === 3 && agrees) return;
  throw new Error(`${name} found ${JSON.stringify(got)}, not ${JSON.stringify(expected)}`);
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
