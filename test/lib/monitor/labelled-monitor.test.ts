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

  it("keeps rows of predictions as long as captures may be late and labels be waited for, and no longer", () => {
    const hub = synthesize(written).templates.get("plumbline-hub")!;
    const [store] = resourcesOf(hub, "AWS::S3::Bucket");
    const { Rules: rules } = store!.properties["LifecycleConfiguration"] as {
      Rules: { Id: string; ExpirationInDays?: number }[];
    };
    const days = Object.fromEntries(rules.map((rule) => [rule.Id, rule.ExpirationInDays]));
    for (const kind of ["rows", "joinrows", "joinfilters", "labels", "labelswaiting"]) {
      expect(days[`expire-${kind}`], kind).toBe(45 + 14);
    }
    expect(days).not.toHaveProperty("expire-labelfiles");
  });
});
