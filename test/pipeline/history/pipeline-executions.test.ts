import { describe, expect, it } from "vitest";
import { EXECUTION_KIND } from "../../../src/contracts/events.js";
import { auditTrail } from "../../../src/pipeline/history/audit.js";
import {
  describeExecution,
  isExecution,
  notePipeline,
  parseExecution,
} from "../../../src/pipeline/history/pipeline-executions.js";
import { memoryTable } from "../memory/memory-table.js";

const TIME = "2026-02-21T10:00:00Z";
const message = (fields: Record<string, unknown>): unknown => ({ plumbline: EXECUTION_KIND, time: TIME, ...fields });

describe("a state change of one's own pipeline", () => {
  it.each([
    {
      why: "of SageMaker Pipelines",
      fields: {
        status: "Succeeded",
        arn: "arn:aws:sagemaker:eu-central-1:123456789012:pipeline/retrain-churn/execution/p4jn9xou8a8s",
      },
      words: "pipeline retrain-churn: succeeded (execution p4jn9xou8a8s)",
    },
    {
      why: "of Step Functions, whatever the state machine is called",
      fields: { status: "TIMED_OUT", arn: "arn:aws:states:eu-central-1:123456789012:execution:pipeline:7f3a:9" },
      words: "pipeline pipeline: timed out (execution 7f3a:9)",
    },
    {
      why: "of a Glue job",
      fields: { status: "FAILED", job: "load-payments", run: "jr_1" },
      words: "pipeline load-payments: failed (execution jr_1)",
    },
  ])("$why is told by its names", ({ fields, words }) => {
    const execution = parseExecution(message(fields));
    expect(execution.atMs).toBe(Date.parse(TIME));
    expect(describeExecution(execution)).toBe(words);
  });

  it.each([
    { why: "no time", event: { plumbline: EXECUTION_KIND, status: "FAILED", job: "a" } },
    { why: "no status", event: message({ job: "a" }) },
    { why: "neither ARN nor job", event: message({ status: "FAILED" }) },
  ])("with $why is a bad event", ({ event }) => {
    expect(() => parseExecution(event)).toThrow(expect.objectContaining({ code: "BAD_EVENT" }));
  });

  it("is told from a schedule by its mark", () => {
    expect(isExecution(message({}))).toBe(true);
    expect(isExecution({ scheduledTime: TIME })).toBe(false);
    expect(isExecution(null)).toBe(false);
  });

  it("stands in the audit trail once, however often its event comes", async () => {
    const table = memoryTable(() => Promise.resolve());
    const execution = parseExecution(message({ status: "FAILED", job: "load", run: "jr_1" }));
    for (let i = 0; i < 3; i++) await notePipeline(table, "churn", execution);
    const nowMs = Date.parse(TIME) + 1;
    const trail = await auditTrail(table, "churn", { fromMs: 0, toMs: nowMs }, nowMs);
    expect(trail).toEqual([{ atMs: Date.parse(TIME), kind: "pipeline", who: "pipeline", what: execution }]);
  });
});
