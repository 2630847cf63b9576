import { describe, expect, it } from "vitest";
import { oneMonitor, resourcesOf, synthesize } from "../synthesize.js";
import { churn, environmentOf, grantsOf, monitorTemplate } from "./churn.js";

describe("a monitor with labels", () => {
  const labels = { prefix: "truth/", waitDays: 45 };
  const written = oneMonitor({ labels, columns: { output: { score: 0 } } });
  const template = monitorTemplate(written);

  it("has a function for them, on a queue of its own, set off by what lands below their prefix", () => {
    expect(environmentOf(template, "plumbline-churn-labels")).toMatchObject({
      PLUMBLINE_LABEL_QUEUE_URL: expect.anything() as unknown,
      PLUMBLINE_DEAD_LETTER_QUEUE_URL: expect.anything() as unknown,
    });
    expect(environmentOf(template, "plumbline-churn-analyze")).toHaveProperty("PLUMBLINE_LABEL_QUEUE_URL");
    expect(environmentOf(template, "plumbline-churn-reconcile")).toHaveProperty("PLUMBLINE_LABEL_QUEUE_URL");
    expect(environmentOf(template, "plumbline-churn-profile")).not.toHaveProperty("PLUMBLINE_LABEL_QUEUE_URL");
    const queues = resourcesOf(template, "AWS::SQS::Queue").map(({ properties }) => properties["QueueName"]);
    expect(queues).toEqual(expect.arrayContaining(["plumbline-churn-labels", "plumbline-churn-dead"]));
    const patterns = resourcesOf(template, "AWS::Events::Rule").map(({ properties }) => properties["EventPattern"]);
    expect(patterns).toContainEqual({
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: ["acme-captures"] }, object: { key: [{ prefix: "truth/" }] } },
    });
  });

  it("needs no further role and no further alarm", () => {
    expect(resourcesOf(template, "AWS::IAM::Role")).toHaveLength(resourcesOf(churn, "AWS::IAM::Role").length);
    expect(resourcesOf(template, "AWS::CloudWatch::Alarm")).toHaveLength(4);
    expect(JSON.stringify(churn.Resources)).not.toContain("labels");
  });

  it("reads label files, and reaches only its own keys of what is joined", () => {
    const texts = (["Profile", "Analysis", "Maintenance"] as const)
      .flatMap((role) => grantsOf(template, role))
      .filter(({ Action }) => /^s3:(Get|Put)Object$/.test(String(Action)))
      .flatMap(({ Resource }) => [Resource].flat())
      .map((resource) => JSON.stringify(resource));
    expect(texts.some((text) => text.includes(":::acme-captures/truth/*"))).toBe(true);
    for (const text of texts)
      expect(text).toMatch(/\/churn\/\*"|:::acme-captures\/(churn|truth)\/\*"|:::acme\/train\.csv"/);
  });

  const daysOf = (hub: Record<string, unknown>, waitDays: number): Record<string, number | undefined> => {
    const config = oneMonitor({ labels: { ...labels, waitDays }, columns: { output: { score: 0 } } }, hub);
    const [store] = resourcesOf(synthesize(config).templates.get("plumbline-hub")!, "AWS::S3::Bucket");
    const { Rules: rules } = store!.properties["LifecycleConfiguration"] as {
      Rules: { Id: string; ExpirationInDays?: number }[];
    };
    return Object.fromEntries(rules.map((rule) => [rule.Id, rule.ExpirationInDays]));
  };
  const capped = (atCap: string) => ({ spend: { monthlyUsd: 100, atCap } });

  it.each([
    {
      why: "as long as captures may be late and labels be waited for, and no longer",
      hub: {},
      waits: 45,
      days: 45 + 14,
    },
    { why: "over a pause of a month, where a cap may bring one", hub: capped("pause"), waits: 7, days: 31 + 14 },
    { why: "no longer where a cap brings none", hub: capped("slow"), waits: 7, days: 7 + 14 },
  ])("keeps rows of predictions $why", ({ hub, waits, days: expected }) => {
    const days = daysOf(hub, waits);
    for (const kind of ["rows", "joinrows", "joinfilters", "labels", "labelswaiting"]) {
      expect(days[`expire-${kind}`], kind).toBe(expected);
    }
    expect(days).not.toHaveProperty("expire-labelfiles");
  });
});
