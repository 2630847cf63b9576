import { describe, expect, it } from "vitest";
import { isWorse, pages, severityOf } from "../../../src/core/verdict/severity.js";

it.each([
  [0, "low"],
  [0.0999, "low"],
  [0.1, "medium"],
  [0.25, "high"],
  [0.4999, "high"],
  [0.5, "critical"],
  [18, "critical"],
] as const)("an effect of %d is %s", (effect, severity) => {
  expect(severityOf(effect)).toBe(severity);
});

describe("paging", () => {
  it.each([
    { severity: "low", page: "medium", sent: false },
    { severity: "medium", page: "medium", sent: true },
    { severity: "critical", page: "medium", sent: true },
    { severity: "high", page: "critical", sent: false },
    { severity: "low", page: "low", sent: true },
  ] as const)("$severity where $page pages: $sent", ({ severity, page, sent }) => {
    expect(pages(severity, page)).toBe(sent);
  });

  it("is not worse than itself", () => {
    expect(isWorse("high", "high")).toBe(false);
    expect(isWorse("critical", "high")).toBe(true);
  });
});
