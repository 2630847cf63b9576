import { describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../local/cloud.js";
import type { Json } from "./assembly-builder.js";
import { pipelineTemplate } from "./pipeline-template.js";
import { HOUR_MS, MINUTE_MS, START_MS, startCloud } from "./start-cloud.js";
import { allow, att, functionOf, queuePolicy, ref, resource, roleOf } from "./template-parts.js";

/** Runs the pipeline with changed resources: one capture, then a day. */
async function runWith(overrides: Json, capture = "1\n"): Promise<EmbeddedCloud> {
  const cloud = await startCloud({ template: pipelineTemplate(overrides), handlers: ["profile", "report"] });
  cloud.putObject("captures", "in/a.jsonl", Buffer.from(capture));
  await cloud.runUntil(START_MS + 24 * HOUR_MS);
  await cloud.close();
  return cloud;
}

const arn = (service: string, name: string): string => `arn:aws:${service}:us-east-1:000000000000:${name}`;
const trust = (service: string): Json => ({
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
});

describe("deliveries that AWS would refuse", () => {
  it.each([
    {
      why: "a rule without an Allow in the queue's policy",
      overrides: { QueuePolicy: resource("AWS::CDK::Metadata", {}) },
      refused: { to: arn("sqs", "captures"), reason: "allows no sqs:SendMessage to events.amazonaws.com" },
    },
    {
      why: "a rule when the queue's policy names another source",
      overrides: {
        QueuePolicy: queuePolicy("Queue", "events.amazonaws.com", "Topic2"),
        Topic2: resource("AWS::SQS::Queue", {}),
      },
      refused: { to: arn("sqs", "captures"), reason: "rule/test-Rule-" },
    },
    {
      why: "a schedule whose role may not invoke the function",
      overrides: { ScheduleRole: roleOf("scheduler.amazonaws.com", [allow("lambda:InvokeFunction", "arn:other")]) },
      refused: { to: arn("lambda", "function:report"), reason: "allows no lambda:InvokeFunction" },
    },
    {
      why: "a schedule whose role doesn't trust Scheduler",
      overrides: { ScheduleRole: roleOf("events.amazonaws.com", [allow("lambda:InvokeFunction", att("Report"))]) },
      refused: { to: arn("lambda", "function:report"), reason: "does not trust scheduler.amazonaws.com" },
    },
    {
      why: "a queue's poller whose function may not receive",
      overrides: { ProfileRole: roleOf("lambda.amazonaws.com", []) },
      refused: { from: arn("sqs", "captures"), reason: "allows no sqs:ReceiveMessage" },
    },
  ])("$why", async ({ overrides, refused }) => {
    const { refusedDeliveries } = await runWith(overrides);
    expect(refusedDeliveries).toHaveLength(1);
    expect(refusedDeliveries[0]).toMatchObject({
      ...refused,
      reason: expect.stringContaining(refused.reason) as string,
    });
  });

  it("end in the rule's dead-letter queue where there is one that it may reach", async () => {
    const cloud = await runWith({
      QueuePolicy: queuePolicy("DeadLetters", "events.amazonaws.com", "Rule"),
      Rule: resource("AWS::Events::Rule", {
        EventPattern: { source: ["aws.s3"], detail: { bucket: { name: ["captures"] } } },
        Targets: [{ Id: "queue", Arn: att("Queue"), DeadLetterConfig: { Arn: att("DeadLetters") } }],
      }),
    });
    expect(cloud.view().queues()).toMatchObject([
      { name: "dead-letters", visible: 1, deadLetter: true },
      { visible: 0 },
    ]);
    expect(cloud.refusedDeliveries).toHaveLength(1);
  });

  it("don't happen where a policy attached to the role by another resource allows it", async () => {
    const cloud = await runWith({
      ScheduleRole: resource("AWS::IAM::Role", { AssumeRolePolicyDocument: trust("scheduler.amazonaws.com") }),
      SchedulePolicy: resource("AWS::IAM::Policy", {
        PolicyName: "invoke",
        Roles: [ref("ScheduleRole")],
        PolicyDocument: { Statement: [allow("lambda:InvokeFunction", [att("Report")])] },
      }),
    });
    expect(cloud.refusedDeliveries).toEqual([]);
    expect(cloud.view().mailbox()).toHaveLength(1);
  });
});

describe("deliveries to a function", () => {
  const rule = (Targets: readonly Json[]): Json =>
    resource("AWS::Events::Rule", { ScheduleExpression: "rate(6 hours)", Targets });
  const input = '{"scheduledTime":"by a rule"}';

  it("by a rule need a permission", async () => {
    const Hourly = rule([{ Id: "report", Arn: att("Report"), Input: input }]);
    const permitted = resource("AWS::Lambda::Permission", {
      Action: "lambda:InvokeFunction",
      FunctionName: att("Report"),
      Principal: "events.amazonaws.com",
      SourceArn: att("Hourly"),
    });
    const refused = await runWith({ Hourly });
    expect(refused.refusedDeliveries).toHaveLength(4);
    const allowed = await runWith({ Hourly, Permission: permitted });
    expect(allowed.refusedDeliveries).toEqual([]);
    expect(allowed.view().mailbox()).toHaveLength(5);
  });

  it("in batches: a full batch goes at once, the rest when the window ends", async () => {
    const overrides = {
      Mapping: resource("AWS::Lambda::EventSourceMapping", {
        EventSourceArn: att("Queue"),
        FunctionName: ref("Profile"),
        BatchSize: 3,
        MaximumBatchingWindowInSeconds: 60,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      }),
    };
    const cloud = await startCloud({ template: pipelineTemplate(overrides), handlers: ["profile", "report"] });
    for (const name of ["a", "b", "c", "d"]) cloud.putObject("captures", `in/${name}`, Buffer.from("1\n"));
    await cloud.runUntil(START_MS + 5 * MINUTE_MS);
    await cloud.close();
    const written = cloud.view().objects("store", "profiles/");
    expect(written.map(({ key, lastModifiedMs }) => [key, (lastModifiedMs - START_MS) / 1000])).toEqual([
      ["profiles/in/a.json", 1],
      ["profiles/in/b.json", 1],
      ["profiles/in/c.json", 1],
      ["profiles/in/d.json", 61],
    ]);
  });

  it("that fail for one message repeat only that one, until it is a dead letter", async () => {
    const cloud = await startCloud({ template: pipelineTemplate(), handlers: ["profile", "report"] });
    for (const name of ["a", "b", "c"]) {
      cloud.putObject("captures", `in/${name}`, Buffer.from(name === "b" ? "poison" : "1\n"));
    }
    await cloud.runUntil(START_MS + HOUR_MS);
    await cloud.close();
    expect(
      cloud
        .view()
        .objects("store", "profiles/")
        .map(({ key }) => key),
    ).toEqual(["profiles/in/a.json", "profiles/in/c.json"]);
    expect(cloud.view().queues()).toMatchObject([
      { name: "dead-letters", visible: 1 },
      { visible: 0, inFlight: 0 },
    ]);
    const invocations = cloud.cloudWatch.query(
      [
        {
          Id: "i",
          MetricStat: {
            Metric: {
              Namespace: "AWS/Lambda",
              MetricName: "Invocations",
              Dimensions: [{ Name: "FunctionName", Value: "profile" }],
            },
            Period: 3600,
            Stat: "Sum",
          },
        },
      ],
      START_MS,
      START_MS + HOUR_MS,
    );
    // Once with all three messages, then twice with the poisoned one alone.
    expect(invocations[0]?.values).toEqual([3]);
  });

  it("leave out messages that no filter of the event source lets through, and delete them", async () => {
    const Pattern = JSON.stringify({ body: { detail: { object: { key: [{ suffix: ".jsonl" }] } } } });
    const Mapping = resource("AWS::Lambda::EventSourceMapping", {
      EventSourceArn: att("Queue"),
      FunctionName: ref("Profile"),
      FilterCriteria: { Filters: [{ Pattern }] },
    });
    const cloud = await startCloud({ template: pipelineTemplate({ Mapping }), handlers: ["profile", "report"] });
    for (const key of ["in/a.jsonl", "in/_SUCCESS"]) cloud.putObject("captures", key, Buffer.from("1\n"));
    await cloud.runUntil(START_MS + HOUR_MS);
    await cloud.close();
    const profiles = cloud.view().objects("store", "profiles/");
    expect(profiles.map(({ key }) => key)).toEqual(["profiles/in/a.jsonl.json"]);
    expect(cloud.view().queues()).toMatchObject([{ visible: 0 }, { visible: 0, inFlight: 0 }]);
  });

  it("are refused at deployment where messages would come back while the function still works", async () => {
    const slow = functionOf("profile", "ProfileRole", { Timeout: 61 });
    await expect(runWith({ Profile: slow })).rejects.toThrow(
      "expects at least the function's timeout, got 60 s below 61 s",
    );
  });
});
