import { describe, expect, it } from "vitest";
import { formatBytes, formatNumber, formatSpan, formatTime } from "../../../local/page/format.js";

describe("numbers and times for people", () => {
  it.each([
    { value: 0, text: "0" },
    { value: 0.123456, text: "0.1235" },
    { value: 12.3, text: "12.3" },
    { value: 68_785, text: "68,785" },
    { value: -1234.6, text: "-1,235" },
    { value: 0.00000012, text: "1.2e-7" },
    { value: 3e15, text: "3e15" },
  ])("writes $value as $text", ({ value, text }) => {
    expect(formatNumber(value)).toBe(text);
  });

  it.each([
    { spanMs: 0, text: "0 s" },
    { spanMs: 45_000, text: "45 s" },
    { spanMs: 3_600_000, text: "1 h" },
    { spanMs: 3 * 86_400_000 + 4 * 3_600_000 + 59_000, text: "3 d 4 h" },
    { spanMs: 86_400_000 + 60_000, text: "1 d" },
  ])("writes $spanMs ms as $text", ({ spanMs, text }) => {
    expect(formatSpan(spanMs)).toBe(text);
  });

  it("writes times in UTC and sizes in powers of a thousand", () => {
    expect(formatTime(Date.UTC(2026, 1, 3, 4, 5))).toBe("3 Feb 2026, 04:05 UTC");
    expect([formatBytes(812), formatBytes(14_200), formatBytes(1_250_000)]).toEqual(["812 B", "14.2 kB", "1.25 MB"]);
  });
});
