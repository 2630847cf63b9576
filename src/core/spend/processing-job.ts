import { HOURS_A_MONTH } from "./usage.js";
import type { PriceTable } from "./price-table.js";

/** What the same watching costs as hourly SageMaker processing jobs, each on one ml.m5.xlarge. */
export interface ProcessingJobs {
  readonly instance: "ml.m5.xlarge";
  readonly runsAMonth: number;
  /** Minutes that a run is billed for, on average. */
  readonly minutesARun: number;
  readonly usd: number;
}

/** Start of the container and of Spark, and its end: an assumption, the same for any traffic. */
const OVERHEAD_MINUTES = 5;
/** Records that such a job reads a second, all steps together: an assumption, generous. */
const RECORDS_A_SECOND = 50_000;

/**
 * The instances alone: their storage and requests are left out, which is in the jobs' favour.
 *
 * @param recordsPerDay of each monitor
 */
export function processingJobs(recordsPerDay: readonly number[], { prices }: PriceTable): ProcessingJobs {
  const minutes = recordsPerDay.map((records) => OVERHEAD_MINUTES + records / 24 / RECORDS_A_SECOND / 60);
  const minutesAnHour = minutes.reduce((sum, each) => sum + each, 0);
  return {
    instance: "ml.m5.xlarge",
    runsAMonth: HOURS_A_MONTH * minutes.length,
    minutesARun: minutesAnHour / minutes.length,
    usd: ((HOURS_A_MONTH * minutesAnHour) / 60) * prices.processingHour.usd,
  };
}
