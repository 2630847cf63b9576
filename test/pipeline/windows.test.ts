import { describe, expect, it } from "vitest";
import { hourOf } from "../../src/pipeline/hour.js";
import { isSettled, windowOf } from "../../src/pipeline/windows.js";

const hour = (iso: string): number => hourOf(Date.parse(iso));
const day = (timeZone: string) => ({ size: "day", timeZone, expectBy: null, settleMinutes: 30 }) as const;

describe("the window of an hour", () => {
  it("is the hour itself where windows are hours", () => {
    const span = windowOf(100, { size: "hour", timeZone: "UTC", expectBy: null, settleMinutes: 30 });
    expect(span).toEqual({ first: 100, end: 101 });
  });

  it.each([
    { why: "a day of UTC", zone: "UTC", at: "2026-02-03T17:00Z", first: "2026-02-03T00:00Z", hours: 24 },
    {
      why: "a winter's day of Chicago",
      zone: "America/Chicago",
      at: "2026-02-03T05:00Z",
      first: "2026-02-02T06:00Z",
      hours: 24,
    },
    {
      why: "the day of 23 hours",
      zone: "Europe/Berlin",
      at: "2026-03-29T12:00Z",
      first: "2026-03-28T23:00Z",
      hours: 23,
    },
    {
      why: "the day of 25 hours",
      zone: "Europe/Berlin",
      at: "2026-10-25T12:00Z",
      first: "2026-10-24T22:00Z",
      hours: 25,
    },
  ])("is $why", ({ zone, at, first, hours }) => {
    const span = windowOf(hour(at), day(zone));
    expect(span).toEqual({ first: hour(first), end: hour(first) + hours });
    // Every hour of a window names the same window.
    expect(windowOf(span.end - 1, day(zone))).toEqual(span);
    expect(windowOf(span.end, day(zone)).first).toBe(span.end);
  });
});

describe("a window settles", () => {
  const span = { first: 10, end: 11 };
  const minutesAfter = (minutes: number): number => 11 * 3_600_000 + minutes * 60_000;
  it.each([
    { minutes: 29, ageSeconds: 0, expected: false, why: "not before half an hour after its end" },
    { minutes: 30, ageSeconds: 0, expected: true, why: "then, when nothing waits in the queue" },
    { minutes: 30, ageSeconds: 299, expected: true, why: "or only what has just come" },
    { minutes: 30, ageSeconds: 300, expected: false, why: "but not while captures have waited for five minutes" },
    { minutes: 360, ageSeconds: Infinity, expected: true, why: "and after six hours in any case" },
  ])("$why", ({ minutes, ageSeconds, expected }) => {
    expect(isSettled(span, 30, ageSeconds, minutesAfter(minutes))).toBe(expected);
  });
});
