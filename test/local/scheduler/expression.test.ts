import { describe, expect, it } from "vitest";
import { occurrences } from "../../../local/scheduler/expression.js";

const at = Date.parse;

/** The first occurrences after an instant, as ISO times in UTC. */
function first(count: number, expression: string, after: string, timeZone = "UTC"): readonly (string | undefined)[] {
  const next = occurrences(expression, timeZone, at(after), "hub/Schedule");
  let timeMs: number | undefined = at(after);
  return Array.from({ length: count }, () => {
    timeMs = timeMs === undefined ? undefined : next(timeMs);
    return timeMs === undefined ? undefined : new Date(timeMs).toISOString().replace(":00.000Z", "Z");
  });
}

// 2026-01-05 is a Monday. Germany changes to summer time on 2026-03-29 at 01:00 UTC and back on 2026-10-25 at 01:00 UTC.
describe("a schedule expression", () => {
  it.each([
    { expression: "rate(1 hour)", after: "2026-01-05T00:10:00Z", expected: ["2026-01-05T01:10Z", "2026-01-05T02:10Z"] },
    {
      expression: "rate(5 minutes)",
      after: "2026-01-05T00:00:00Z",
      expected: ["2026-01-05T00:05Z", "2026-01-05T00:10Z"],
    },
    {
      expression: "cron(5 * * * ? *)",
      after: "2026-01-05T00:05:00Z",
      expected: ["2026-01-05T01:05Z", "2026-01-05T02:05Z"],
    },
    {
      expression: "cron(0/30 9-10 ? * MON-FRI *)",
      after: "2026-01-09T10:00:00Z",
      expected: ["2026-01-09T10:30Z", "2026-01-12T09:00Z"],
    },
    {
      expression: "cron(0 6 1 * ? *)",
      after: "2026-01-05T00:00:00Z",
      expected: ["2026-02-01T06:00Z", "2026-03-01T06:00Z"],
    },
    { expression: "cron(0 0 29 2 ? *)", after: "2026-01-05T00:00:00Z", expected: ["2028-02-29T00:00Z"] },
    {
      expression: "cron(0 0 ? JAN,JUL 2 2026-2027)",
      after: "2026-01-20T00:00:00Z",
      expected: ["2026-01-26T00:00Z", "2026-07-06T00:00Z"],
    },
    {
      expression: "at(2026-02-01T06:00:00)",
      after: "2026-01-05T00:00:00Z",
      expected: ["2026-02-01T06:00Z", undefined],
    },
    { expression: "cron(0 0 1 1 ? 2020)", after: "2026-01-05T00:00:00Z", expected: [undefined] },
  ])("$expression after $after gives $expected", ({ expression, after, expected }) => {
    expect(first(expected.length, expression, after)).toEqual(expected);
  });

  it("keeps to the clocks of its time zone over the change to summer time", () => {
    const expected = ["2026-03-28T05:00Z", "2026-03-29T04:00Z", "2026-03-30T04:00Z"];
    expect(first(3, "cron(0 6 * * ? *)", "2026-03-27T12:00:00Z", "Europe/Berlin")).toEqual(expected);
  });

  it("leaves out a time that clocks skip, and takes a doubled one once", () => {
    expect(first(2, "cron(30 2 * * ? *)", "2026-03-28T00:00:00Z", "Europe/Berlin")).toEqual([
      "2026-03-28T01:30Z",
      "2026-03-30T00:30Z",
    ]);
    expect(first(2, "cron(30 2 * * ? *)", "2026-10-24T12:00:00Z", "Europe/Berlin")).toEqual([
      "2026-10-25T00:30Z",
      "2026-10-26T01:30Z",
    ]);
  });

  it("takes a time once in a zone whose clocks stand still half the day ahead", () => {
    expect(first(1, "at(2026-02-01T06:00:00)", "2026-01-05T00:00:00Z", "Pacific/Auckland")).toEqual([
      "2026-01-31T17:00Z",
    ]);
  });

  it.each(["cron(0 6 L * ? *)", "cron(0 6 ? * 6#3 *)", "cron(0 6 15W * ? *)"])("refuses %s by name", (expression) => {
    expect(() => occurrences(expression, "UTC", 0, "hub/Schedule")).toThrow("does not know the cron field");
  });

  it.each(["cron(0 6 * * *)", "cron(60 6 * * ? *)", "cron(0 6 * * * *)", "rate(0 hours)", "every day", "at(soon)"])(
    "says what is wrong with %s, and where",
    (expression) => {
      expect(() => occurrences(expression, "UTC", 0, "hub/Schedule")).toThrow("hub/Schedule: ");
    },
  );
});
