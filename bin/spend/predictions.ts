import type { MonitorConfig } from "../../src/config/index.js";
import type { SamplingStep } from "../../src/contracts/spend.js";
import type { StateTable } from "../../src/contracts/ports.js";
import { leastKept } from "../../src/core/spend/sampling.js";
import { hourOf } from "../../src/pipeline/hour.js";
import { verdictsBetween } from "../../src/pipeline/verdict-log.js";
import { windowOf } from "../../src/pipeline/windows.js";
import type { DaySpan } from "./days.js";

/**
 * How many predictions a model has made in the windows that begin in a span and have been judged: their records over the share of
 * requests that is captured, and over the share of captures that was profiled while the hub's spend was near its cap.
 */
export async function predictionsIn(
  { fromMs, toMs }: DaySpan,
  { name, captures, window }: MonitorConfig,
  sampling: readonly SamplingStep[],
  table: StateTable,
  nowMs: number,
): Promise<number> {
  let profiled = 0;
  const hours = { from: hourOf(fromMs), to: hourOf(toMs) };
  for await (const { hour, records } of verdictsBetween(table, name, hours, nowMs)) {
    const { first, end } = windowOf(hour, window);
    profiled += records / leastKept(sampling, first, end);
  }
  return profiled / (captures.samplingPercent / 100);
}
