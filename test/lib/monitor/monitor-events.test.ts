import { describe, expect, it } from "vitest";
import { oneMonitor, resourcesOf, type TemplateJson } from "../synthesize.js";
import { churn, grantsOf, monitorTemplate } from "./churn.js";

describe("what sets a monitor off", () => {
  /** What S3 tells; a baseline that is wanted is told by the monitor itself. */
  const rules = (template: TemplateJson): unknown[] =>
    resourcesOf(template, "AWS::Events::Rule")
      .map(({ properties }) => properties["EventPattern"] as { readonly source: readonly string[] })
      .filter(({ source }) => source[0] === "aws.s3");

  it("is a capture below its prefix, and the reference table", () => {
    expect(rules(churn)).toEqual([
      {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { bucket: { name: ["acme-captures"] }, object: { key: [{ prefix: "churn/" }] } },
      },
      {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { bucket: { name: ["acme"] }, object: { key: ["train.csv"] } },
      },
    ]);
  });

  it("is any object where the whole bucket is watched, deleted ones too where partitions are replaced", () => {
    const template = monitorTemplate(
      oneMonitor({
        captures: { bucket: "acme-lake", existing: true, prefix: "", format: "sagemaker-jsonl", replaces: "partition" },
        reference: { live: "14d" },
      }),
    );
    expect(rules(template)).toEqual([
      {
        source: ["aws.s3"],
        "detail-type": ["Object Created", "Object Deleted"],
        detail: { bucket: { name: ["acme-lake"] } },
      },
    ]);
    const [list] = grantsOf(template, "Profile").filter(({ Action }) => Action === "s3:ListBucket");
    expect(list!.Condition).toBeUndefined();
  });

  it("is the hour five minutes after it settles, and a daily look for what was missed", () => {
    const schedules = resourcesOf(churn, "AWS::Scheduler::Schedule").map(({ properties }) => properties);
    expect(schedules.map(({ ScheduleExpression: expression }) => expression)).toEqual([
      "cron(35 * * * ? *)",
      "cron(10 3 * * ? *)",
    ]);
    for (const { Target: target } of schedules) {
      // Monitors come and go: the role is the hub's.
      expect(JSON.stringify((target as { RoleArn: unknown }).RoleArn)).toContain("MonitorSchedulerRole");
      expect(target).toMatchObject({ Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}' });
    }
  });
});
