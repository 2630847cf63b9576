import { describe, expect, it } from "vitest";
import { TOLERANCE } from "../../../src/core/spend/interval.js";
import { PER_CAPTURE, PER_HOUR, PER_JUDGED_HOUR, PER_LANDING, PER_LEFT_OUT } from "../../../src/core/spend/rates.js";
import { keptIn } from "../../../src/core/spend/sampling.js";
import { addUsage, scaleUsage, type Usage } from "../../../src/core/spend/usage.js";
import { tableStanding } from "../../../src/pipeline/spend/standing.js";
import { guarded, HOUR_MS } from "./guarded.js";

const APRIL_MS = Date.UTC(2026, 3, 1);
const HOURS = 30 * 24;
const cpuMs = (usage: Usage): number => ((usage.lambdaGbSecond ?? 0) / (1769 / 1024)) * 1000;

/** Captures of an hour: nights have a tenth of a day's, weekends half; each hour is off by some. */
function trafficAt(hour: number, most: number): number {
  const day = 0.55 - 0.45 * Math.cos((2 * Math.PI * (hour % 24)) / 24);
  const week = Math.floor(hour / 24) % 7 >= 5 ? 0.5 : 1;
  const noise = 1 + 0.3 * Math.sin(hour * 12.9898);
  return Math.round(most * day * week * noise);
}

interface Month {
  readonly states: readonly string[];
  readonly committedUsd: number;
  /** The highest of all forecasts after the first week. */
  readonly forecastUsd: number;
  /** Share of the month's captures that was profiled in it. */
  readonly profiled: number;
}

async function month(monthlyUsd: number, most: number): Promise<Month> {
  const world = guarded({ monthlyUsd });
  const states: string[] = [];
  let [landed, profiled, forecastUsd] = [0, 0, 0];
  for (let hour = 0; hour < HOURS; hour++) {
    const startMs = APRIL_MS + hour * HOUR_MS;
    const body = (await world.guard(startMs + 300_000))!;
    if (hour > 7 * 24) forecastUsd = Math.max(forecastUsd, body.figures.forecastUsd);
    if (states.at(-1) !== body.standing.state) states.push(body.standing.state);
    const standing = (await tableStanding(world.table)(startMs))!;
    const captures = trafficAt(hour, most);
    landed += captures;
    world.land(startMs, captures);
    if (standing.state === "paused") continue;
    const keep = keptIn(standing.sampling, startMs / HOUR_MS);
    profiled += captures * keep;
    const work = addUsage(
      PER_HOUR,
      PER_JUDGED_HOUR,
      scaleUsage(addUsage(PER_CAPTURE, scaleUsage(PER_LANDING, -1)), captures * keep),
      scaleUsage(addUsage(PER_LEFT_OUT, scaleUsage(PER_LANDING, -1)), captures * (1 - keep)),
    );
    await world.run(startMs, { ...work, lambdaGbSecond: 0, lambdaRequest: 0 }, cpuMs(work));
  }
  const last = (await world.guard(APRIL_MS + HOURS * HOUR_MS - 1))!;
  return { states, committedUsd: last.figures.committedUsd, forecastUsd, profiled: profiled / landed };
}

describe("a month of days and nights, weekdays and weekends", () => {
  const CAP_USD = 25;
  /** Without a cap: what stands there, and all work by the captures of a noon. Read off a run of `month(1000, 1000)`. */
  const wholeUsd = (most: number): number => 10.53 + 0.00964 * most;

  it.each([
    { why: "is normal where the cap is enough", most: 500, states: ["normal"], profiled: 1 },
    { why: "lasts to its end in slow where little is wanting", most: 1400, states: ["normal", "slow"], profiled: 0.9 },
    { why: "pauses once where much is wanting", most: 2000, states: ["normal", "slow", "paused"], profiled: 0.54 },
  ])("$why", async ({ most, states, profiled }) => {
    const result = await month(CAP_USD, most);
    expect(result.states).toEqual(states);
    expect(result.profiled).toBeGreaterThanOrEqual(profiled);
    expect(result.committedUsd).toBeLessThanOrEqual(CAP_USD * (1 + TOLERANCE));
    // By the last day alone, which is a busy one on Fridays.
    expect(result.forecastUsd / wholeUsd(most)).toBeLessThan(1.2);
  });
});
