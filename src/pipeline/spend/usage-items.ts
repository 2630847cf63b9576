import type { StateTable } from "../../contracts/ports.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { LOG_OF_A_RUN, PER_MEASURED_RUN } from "../../core/spend/rates.js";
import { addUsage, type Usage } from "../../core/spend/usage.js";
import { DAY_MS, hourKey, hourOf } from "../hour.js";
import { partitions } from "../keys.js";

/** One invocation of one of a monitor's functions. */
export interface Run {
  /** The invocation's own id: writing its usage twice is the same as once. */
  readonly id: string;
  readonly atMs: number;
  /** What set it off, as far as that is billed. */
  readonly cause: Usage;
}

/** The guard reads them within three hours. */
const KEEP_MS = 3 * DAY_MS;

/** Keeps what a run has asked of AWS, the keeping itself included. Its seconds are counted by AWS. */
export async function writeUsage(table: StateTable, monitor: string, run: Run, asked: Usage): Promise<void> {
  const { dynamoWriteUnit = 0 } = PER_MEASURED_RUN;
  await table.put(
    {
      pk: partitions.usage(monitor),
      sk: `${hourKey(hourOf(run.atMs))}#${run.id}`,
      body: addUsage(asked, run.cause, LOG_OF_A_RUN, { dynamoWriteUnit }),
      expiresAtMs: run.atMs + KEEP_MS,
    },
    run.atMs,
  );
}

/** What the runs of one hour have asked for together. */
export async function usageOfHour(table: StateTable, monitor: string, hour: HourIndex, nowMs: number): Promise<Usage> {
  const key = hourKey(hour);
  const runs: Usage[] = [];
  for await (const { body } of table.query(partitions.usage(monitor), { from: `${key}#`, to: `${key}#~` }, nowMs)) {
    runs.push(body as Usage);
  }
  return addUsage(...runs);
}
