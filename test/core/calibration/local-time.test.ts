import { describe, expect, it } from "vitest";
import { endsLocalDay, localTime, utc } from "../../../src/core/calibration/local-time.js";

const hourOf = (iso: string): number => Date.parse(iso) / 3_600_000;
/** Clocks of New York around 2026-11-01, when 01:00 to 02:00 happened twice, and 2026-03-08, when 02:00 did not happen. */
const newYork = (hour: number): number =>
  hour >= hourOf("2026-03-08T07:00Z") && hour < hourOf("2026-11-01T06:00Z") ? -240 : -300;

describe("local time", () => {
  it.each([
    { at: "1970-01-01T00:00Z", zone: utc, expected: { day: 0, hourOfDay: 0, weekday: 3, week: 0 } },
    { at: "1970-01-05T00:00Z", zone: utc, expected: { day: 4, hourOfDay: 0, weekday: 0, week: 1 } },
    { at: "1969-12-31T23:00Z", zone: utc, expected: { day: -1, hourOfDay: 23, weekday: 2, week: 0 } },
    { at: "2026-11-21T04:00Z", zone: newYork, expected: { day: 20777, hourOfDay: 23, weekday: 4, week: 2968 } },
    { at: "2026-01-05T20:00Z", zone: () => 345, expected: { day: 20459, hourOfDay: 1, weekday: 1, week: 2923 } },
  ])("of $at", ({ at, zone, expected }) => {
    expect(localTime(hourOf(at), zone)).toEqual(expected);
  });

  it.each([
    { why: "has 25 hours when clocks go back", date: "2026-11-01T04:00Z", hours: 25 },
    { why: "has 23 hours when clocks go forward", date: "2026-03-08T05:00Z", hours: 23 },
    { why: "has 24 hours otherwise", date: "2026-11-02T05:00Z", hours: 24 },
  ])("a day $why", ({ date, hours }) => {
    const first = hourOf(date);
    const { day } = localTime(first, newYork);
    expect(localTime(first - 1, newYork).day).toBe(day - 1);
    const length = Array.from({ length: 30 }, (_, i) => localTime(first + i, newYork).day === day).filter(
      Boolean,
    ).length;
    expect(length).toBe(hours);
    expect(endsLocalDay(first + hours - 1, newYork)).toBe(true);
    expect(endsLocalDay(first + hours - 2, newYork)).toBe(false);
  });
});
