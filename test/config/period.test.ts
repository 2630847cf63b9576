import { describe, expect, it } from "vitest";
import { isTimeZone, parsePeriodDays, periodIn } from "../../src/config/period.js";

const hours = (text: string, timeZone: string) => {
  const { fromMs, toMs } = periodIn(text, timeZone);
  return (toMs - fromMs) / 3_600_000;
};

describe("periods of whole days", () => {
  it.each([
    { why: "a day in UTC", text: "2026-03-29", zone: "UTC", from: "2026-03-29T00:00:00.000Z", hours: 24 },
    {
      why: "the day that loses an hour",
      text: "2026-03-29",
      zone: "Europe/Berlin",
      from: "2026-03-28T23:00:00.000Z",
      hours: 23,
    },
    {
      why: "the day that gains an hour",
      text: "2026-10-25",
      zone: "Europe/Berlin",
      from: "2026-10-24T22:00:00.000Z",
      hours: 25,
    },
    {
      why: "a zone of half hours",
      text: "2026-01-01",
      zone: "Asia/Kolkata",
      from: "2025-12-31T18:30:00.000Z",
      hours: 24,
    },
    {
      why: "14 hours ahead",
      text: "2026-01-01",
      zone: "Pacific/Kiritimati",
      from: "2025-12-31T10:00:00.000Z",
      hours: 24,
    },
    // Clocks in Sao Paulo jumped from 00:00 to 01:00 on 2018-11-04: the day began at 01:00 local, 03:00 UTC.
    {
      why: "a midnight that clocks skip",
      text: "2018-11-04",
      zone: "America/Sao_Paulo",
      from: "2018-11-04T03:00:00.000Z",
      hours: 23,
    },
    // Clocks in Havana go back from 01:00 to 00:00 on 2026-11-01: midnight comes twice, the day begins at the first.
    {
      why: "a midnight that comes twice",
      text: "2026-11-01",
      zone: "America/Havana",
      from: "2026-11-01T04:00:00.000Z",
      hours: 25,
    },
  ])("begin and end at midnight: $why", ({ text, zone, from, hours: expected }) => {
    expect(new Date(periodIn(text, zone).fromMs).toISOString()).toBe(from);
    expect(hours(text, zone)).toBe(expected);
  });

  it("include their last day", () => {
    expect(hours("2026-08-01/2026-08-31", "UTC")).toBe(31 * 24);
  });

  it.each(["2026-02-30", "2026-1-1", "2026-01-02/2026-01-01", "2026-01-01/", "yesterday", ""])("are not %s", (text) => {
    expect(parsePeriodDays(text)).toBeNull();
  });
});

describe("time zones", () => {
  it.each(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"])("know %s", (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each(["", "Berlin", "+01:00", "Europe/Berln"])("do not know %s", (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
