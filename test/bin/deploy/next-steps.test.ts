import { describe, expect, it } from "vitest";
import { nextSteps } from "../../../bin/deploy/next-steps.js";
import { configFromData } from "../../../src/config/index.js";

const captures = { format: "sagemaker-jsonl" };
const told = configFromData(
  {
    hub: { name: "ml", notify: { page: ["hub@example.com"] } },
    monitors: {
      churn: { captures, reference: { table: "s3://acme/train.csv" }, notify: { page: ["churn@example.com"] } },
      triage: { captures, reference: { live: "14d" } },
      demand: { captures, reference: { captures: "2026-08-01/2026-10-31" } },
    },
  },
  "test",
);

describe("after a deployment", () => {
  it("everybody who has to confirm is named", () => {
    expect(nextSteps(told, {}).join("\n")).toContain("a link to hub@example.com, churn@example.com.");
  });

  it("nobody to be told is said instead", () => {
    const silent = configFromData({ monitors: { churn: { captures, reference: { live: "7d" } } } }, "test");
    expect(nextSteps(silent, {}).join("\n")).toContain("Name somebody in notify.page");
  });

  it("each monitor's first baseline has its time", () => {
    const text = nextSteps(told, {}).join("\n");
    expect(text).toContain("churn learns from s3://acme/train.csv within two hours");
    expect(text).toContain("triage learns from its first 14 days of captures below triage/");
    expect(text).toContain("demand learns from the captures of 2026-08-01/2026-10-31");
  });

  it("the table and the dashboard are those of the outputs", () => {
    const lines = nextSteps(told, { "ml-hub": { StateTable: "ml-hub-State1", DashboardUrl: "https://example.com/d" } });
    expect(lines.join("\n")).toContain("plumbline audit churn --table ml-hub-State1 --from 2d");
    expect(lines.at(-1)).toBe("Dashboard: https://example.com/d");
  });
});
