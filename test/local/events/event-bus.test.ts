import { EventBridgeClient, PutEventsCommand, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../../local/cloud.js";
import { clientOf, HOUR_MS, START_MS, startCloud } from "../start-cloud.js";
import { allow, att, ref, resource, roleOf } from "../template-parts.js";

let cloud: EmbeddedCloud;
let sqs: SQSClient;
let events: EventBridgeClient;

const services = { Service: ["events.amazonaws.com", "scheduler.amazonaws.com"] };

beforeAll(async () => {
  cloud = await startCloud({
    resources: {
      Queue: resource("AWS::SQS::Queue", { QueueName: "queue" }),
      QueuePolicy: resource("AWS::SQS::QueuePolicy", {
        Queues: [ref("Queue")],
        PolicyDocument: { Statement: [allow("sqs:SendMessage", att("Queue"), { Principal: services })] },
      }),
      Incidents: resource("AWS::Events::Rule", {
        EventPattern: { source: ["plumbline"], detail: { severity: ["critical"] } },
        Targets: [{ Id: "queue", Arn: att("Queue"), InputPath: "$.detail.feature" }],
      }),
      Off: resource("AWS::Events::Rule", {
        EventPattern: { source: ["plumbline"] },
        State: "DISABLED",
        Targets: [{ Id: "queue", Arn: att("Queue") }],
      }),
      Role: roleOf("scheduler.amazonaws.com", [allow("sqs:SendMessage", att("Queue"))]),
      Templated: resource("AWS::Scheduler::Schedule", {
        ScheduleExpression: "at(2026-01-05T02:00:00)",
        Target: { Arn: att("Queue"), RoleArn: att("Role"), Input: "templated <aws.scheduler.scheduled-time>" },
      }),
      Universal: resource("AWS::Scheduler::Schedule", {
        ScheduleExpression: "rate(1 hour)",
        StartDate: "2026-01-05T03:00:00Z",
        EndDate: "2026-01-05T04:30:00Z",
        Target: {
          Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage",
          RoleArn: att("Role"),
          Input: { "Fn::Sub": '{"QueueUrl":"${Queue}","MessageBody":"universal"}' },
        },
      }),
    },
  });
  sqs = new SQSClient(clientOf(cloud));
  events = new EventBridgeClient(clientOf(cloud));
});

afterAll(async () => {
  sqs.destroy();
  events.destroy();
  await cloud.close();
});

/** Bodies of the messages that are in the queue at an instant. */
async function bodiesAt(hours: number): Promise<readonly (string | undefined)[]> {
  await cloud.runUntil(START_MS + hours * HOUR_MS);
  const QueueUrl = `${cloud.endpointUrl}/${cloud.account.accountId}/queue`;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 43_200 }),
  );
  return Messages.map(({ Body }) => Body);
}

describe("the event bus", () => {
  it("hands events to the enabled rules that they fit", async () => {
    const Entries = ["critical", "low"].map((severity) => ({
      Source: "plumbline",
      DetailType: "Incident Opened",
      Detail: JSON.stringify({ severity, feature: "AGEP" }),
    }));
    const { FailedEntryCount } = await events.send(new PutEventsCommand({ Entries }));
    expect(FailedEntryCount).toBe(0);
    expect(await bodiesAt(1)).toEqual(['"AGEP"']);
  });

  it("refuses an unknown operation by name", async () => {
    await expect(events.send(new PutRuleCommand({ Name: "new" }))).rejects.toThrow("PutRule");
  });
});

describe("schedules", () => {
  it("send to a queue once at their time, with the time in the message", async () => {
    expect(await bodiesAt(1.99)).toEqual([]);
    expect(await bodiesAt(2)).toEqual(["templated 2026-01-05T02:00:00Z"]);
  });

  it("call SQS between their start and their end", async () => {
    expect(await bodiesAt(2.99)).toEqual([]);
    expect(await bodiesAt(10)).toEqual(["universal", "universal"]);
  });
});
