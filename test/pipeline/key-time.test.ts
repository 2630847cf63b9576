import { describe, expect, it } from "vitest";
import { timeFromKey, zoneOffsetMs } from "../../src/pipeline/key-time.js";

const iso = (timeMs: number | null): string | null => (timeMs === null ? null : new Date(timeMs).toISOString());

describe("time from a key", () => {
  it.each([
    ["x/dt=2026-08-01/part-0", "dt={yyyy-MM-dd}", "UTC", "2026-08-01T00:00:00.000Z"],
    ["ep/v1/2026/02/03/17/a.jsonl", "{yyyy}/{MM}/{dd}/{HH}", "UTC", "2026-02-03T17:00:00.000Z"],
    // Chicago is five hours behind UTC in summer and six in winter.
    ["dt=2026-08-01/p", "dt={yyyy-MM-dd}", "America/Chicago", "2026-08-01T05:00:00.000Z"],
    ["dt=2026-01-01/p", "dt={yyyy-MM-dd}", "America/Chicago", "2026-01-01T06:00:00.000Z"],
    // The day on which Berlin's clocks go forward at 02:00 starts in winter time.
    ["dt=2026-03-29/p", "dt={yyyy-MM-dd}", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ])("%s by %s in %s is %s", (key, pattern, zone, expected) => {
    expect(iso(timeFromKey(key, pattern, zone))).toBe(expected);
  });

  it("is null where the key doesn't match", () => {
    expect(timeFromKey("x/part-0", "dt={yyyy-MM-dd}", "UTC")).toBeNull();
  });

  it("takes literal characters of the pattern literally", () => {
    expect(timeFromKey("dtX2026", "dt.{yyyy}", "UTC")).toBeNull();
  });

  it("knows zones with half hours", () => {
    expect(zoneOffsetMs(Date.UTC(2026, 0, 1), "Asia/Kolkata")).toBe(5.5 * 3_600_000);
  });
});
