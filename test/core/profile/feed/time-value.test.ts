import { describe, expect, it } from "vitest";
import { timeOfNumber, timeOfText } from "../../../../src/core/profile/feed/time-value.js";

const NOON = Date.UTC(2026, 7, 1, 12, 0, 0);

describe("time of a number", () => {
  it.each([
    { why: "seconds", value: NOON / 1e3, expected: NOON },
    { why: "fractions of seconds", value: NOON / 1e3 + 0.25, expected: NOON + 250 },
    { why: "milliseconds", value: NOON, expected: NOON },
    { why: "microseconds", value: NOON * 1e3, expected: NOON },
    { why: "nanoseconds", value: NOON * 1e6, expected: NOON },
    { why: "seconds before 1970", value: -86_400, expected: -86_400_000 },
    { why: "NaN for what is not finite", value: Infinity, expected: NaN },
  ])("counts $why", ({ value, expected }) => {
    expect(timeOfNumber(value)).toBe(expected);
  });
});

describe("time of a text", () => {
  it.each([
    { text: "2026-08-01T12:00:00Z", expected: NOON },
    { text: "2026-08-01T12:00:00.250Z", expected: NOON + 250 },
    { text: "2026-08-01T12:00:00.123456789Z", expected: NOON + 123 },
    { text: "2026-08-01 12:00", expected: NOON },
    { text: "2026-08-01T12:00:00", expected: NOON },
    { text: "2026-08-01 12:00:00 UTC", expected: NOON },
    { text: "2026-08-01T14:00:00+02:00", expected: NOON },
    { text: "2026-08-01T06:30:00-0530", expected: NOON },
    { text: "2026-08-01T13:00+01", expected: NOON },
    { text: "2026-08-01", expected: NOON - 12 * 3_600_000 },
    { text: " 2026-08-01T12:00:00Z\n", expected: NOON },
    { text: "2024-02-29", expected: Date.UTC(2024, 1, 29) },
    { text: String(NOON), expected: NOON },
    { text: String(NOON / 1e3), expected: NOON },
  ])("reads $text", ({ text, expected }) => {
    expect(timeOfText(text)).toBe(expected);
  });

  it.each([
    "",
    "yesterday",
    "2026-13-01",
    "2026-02-30",
    "2026-08-01T24:00",
    "2026-08-01T12:60",
    "01.08.2026",
    "12:00",
    "NaN",
    "0026-08-01",
  ])("takes %j for no time", (text) => {
    expect(timeOfText(text)).toBeNaN();
  });
});
