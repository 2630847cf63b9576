import { describe, expect, it } from "vitest";
import { compilePattern } from "../../../local/events/pattern.js";

const event = {
  source: "aws.s3",
  resources: ["arn:aws:s3:::captures", "arn:aws:s3:::other"],
  detail: { bucket: { name: "captures" }, object: { key: "churn-prod/2026/a.jsonl", size: 42 }, ok: true, none: null },
};
const key = (...alternatives: unknown[]): unknown => ({ detail: { object: { key: alternatives } } });

// The rules are those of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
describe("an event pattern", () => {
  it.each([
    { pattern: { source: ["aws.s3"] }, fits: true },
    { pattern: { source: ["aws.s3", "other"], detail: { bucket: { name: ["captures"] } } }, fits: true },
    { pattern: { source: ["aws.s3"], detail: { bucket: { name: ["labels"] } } }, fits: false },
    { pattern: { absent: ["x"] }, fits: false },
    { pattern: { resources: ["arn:aws:s3:::other"] }, fits: true },
    { pattern: { detail: { ok: [true], none: [null], object: { size: [42] } } }, fits: true },
    { pattern: { detail: { object: { size: ["42"] } } }, fits: false },
    { pattern: key({ prefix: "churn-prod/" }), fits: true },
    { pattern: key({ prefix: "prod/" }), fits: false },
    { pattern: key({ suffix: ".jsonl" }), fits: true },
    { pattern: key({ suffix: { "equals-ignore-case": ".JSONL" } }), fits: true },
    { pattern: key({ "equals-ignore-case": "CHURN-prod/2026/a.jsonl" }), fits: true },
    { pattern: key({ wildcard: "churn-*/*.jsonl" }), fits: true },
    { pattern: key({ wildcard: "churn-*.csv" }), fits: false },
    { pattern: key({ wildcard: "churn?prod*" }), fits: false },
    { pattern: key({ "anything-but": ["a", "b"] }), fits: true },
    { pattern: key({ "anything-but": { prefix: "churn-" } }), fits: false },
    { pattern: key({ "anything-but": { suffix: [".csv", ".jsonl"] } }), fits: false },
    { pattern: key({ "anything-but": { wildcard: "*/_*" } }), fits: true },
    { pattern: { detail: { object: { version: [{ exists: false }] } } }, fits: true },
    { pattern: { detail: { object: { key: [{ exists: true }] } } }, fits: true },
    { pattern: { detail: { object: { size: [{ numeric: [">", 0, "<=", 42] }] } } }, fits: true },
    { pattern: { detail: { object: { size: [{ numeric: ["<", 42] }] } } }, fits: false },
    { pattern: { $or: [{ source: ["x"] }, { detail: { ok: [true] } }] }, fits: true },
  ])("$pattern fits: $fits", ({ pattern, fits }) => {
    expect(compilePattern(pattern, "rule")(event)).toBe(fits);
  });

  it("takes an asterisk behind a backslash as an asterisk", () => {
    const matches = compilePattern({ name: [{ wildcard: "a\\*b*" }] }, "rule");
    expect([matches({ name: "a*bc" }), matches({ name: "axbc" })]).toEqual([true, false]);
  });

  it.each([{ cidr: "10.0.0.0/8" }, { prefix: 3 }, { prefix: "a", suffix: "b" }])("refuses %j by name", (matcher) => {
    expect(() => compilePattern(key(matcher), "hub/Rule")).toThrow(
      Object.keys(matcher)[0] === "cidr" ? "cidr" : "hub/Rule",
    );
  });
});
