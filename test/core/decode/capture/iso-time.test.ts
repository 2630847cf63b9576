import { describe, expect, it } from "vitest";
import { parseIsoTime } from "../../../../src/core/decode/capture/iso-time.js";

describe("parseIsoTime", () => {
  it.each([
    { text: "2022-04-18T00:21:48Z", ms: 1650241308000 }, // date -u -d @1650241308
    { text: "2022-04-18T00:21:48.123Z", ms: 1650241308123 },
    { text: "2022-04-18T00:21:48.1239Z", ms: 1650241308123 },
    { text: "2022-04-18 02:21:48+02:00", ms: 1650241308000 },
    { text: "2022-04-17T19:51:48-0430", ms: 1650241308000 },
    { text: "2022-04-18T00:21:48", ms: 1650241308000 },
    { text: "2022-04-18T00:21Z", ms: 1650241260000 },
    { text: "2022-04-18", ms: 1650240000000 },
    { text: "2016-12-31T23:59:60Z", ms: 1483228800000 },
    { text: "2024-02-29T00:00:00Z", ms: 1709164800000 },
    { text: "2099-01-01T00:00:00Z", ms: 4070908800000 },
  ])("$text", ({ text, ms }) => {
    expect(parseIsoTime(text)).toBe(ms);
  });

  it.each([
    "",
    "now",
    "2023-02-29",
    "2022-13-01",
    "2022-04-18T24:00:00Z",
    "2022-04-18T00:60:00Z",
    "1650241308",
    "2022-04-18T00:21:48 Z",
    "22-04-18",
  ])("finds no time in %s", (text) => {
    expect(parseIsoTime(text)).toBeNaN();
  });
});
