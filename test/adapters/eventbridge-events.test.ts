import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../local/cloud.js";
import { eventBridgeEvents } from "../../src/adapters/eventbridge-events.js";
import type { TimedEvent } from "../../src/contracts/ports.js";
import { clientOf, START_MS, startCloud } from "../local/start-cloud.js";
import { allow, att, ref, resource } from "../local/template-parts.js";

let cloud: EmbeddedCloud;
let events: EventBridgeClient;
let sqs: SQSClient;

beforeAll(async () => {
  cloud = await startCloud({
    resources: {
      Queue: resource("AWS::SQS::Queue", { QueueName: "queue" }),
      QueuePolicy: resource("AWS::SQS::QueuePolicy", {
        Queues: [ref("Queue")],
        PolicyDocument: {
          Statement: [allow("sqs:SendMessage", att("Queue"), { Principal: { Service: "events.amazonaws.com" } })],
        },
      }),
      // As docs/events.md shows it.
      Baselines: resource("AWS::Events::Rule", {
        EventPattern: {
          source: ["plumbline"],
          "detail-type": ["Plumbline Baseline Ready"],
          detail: { version: [1], monitor: ["churn"] },
        },
        Targets: [{ Id: "queue", Arn: att("Queue"), InputPath: "$.detail.id" }],
      }),
    },
  });
  events = new EventBridgeClient(clientOf(cloud));
  sqs = new SQSClient(clientOf(cloud));
});

afterAll(async () => {
  events.destroy();
  sqs.destroy();
  await cloud.close();
});

const eventOf = (id: string, monitor = "churn"): TimedEvent => ({
  type: "Plumbline Baseline Ready",
  timeMs: Date.UTC(2026, 0, 5),
  detail: {
    version: 1,
    id,
    monitor,
    baselineVersion: "v",
    activatedAt: "2026-01-05T00:00:00.000Z",
    reference: "train.csv",
    records: 1,
    features: 1,
  },
});

describe("events on EventBridge", () => {
  it("reach the rules that match them, in requests of at most ten", async () => {
    const churn = Array.from({ length: 12 }, (_, n) => eventOf(`e${n}`));
    expect(await eventBridgeEvents(events).publish([...churn, eventOf("other", "fraud")])).toEqual([]);
    await cloud.runUntil(START_MS + 60_000);
    const received: string[] = [];
    for (let round = 0; round < 2; round++) {
      const request = { QueueUrl: `${cloud.endpointUrl}/${cloud.account.accountId}/queue`, MaxNumberOfMessages: 10 };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
      received.push(...Messages.map(({ Body }) => JSON.parse(Body!) as string));
    }
    expect(received.sort()).toEqual(churn.map(({ detail }) => detail.id).sort());
  });

  it("come back by id where they were refused, and the others don't", async () => {
    const client = {
      send: async () =>
        await Promise.resolve({
          FailedEntryCount: 1,
          Entries: [{ EventId: "1" }, { ErrorCode: "InternalFailure", ErrorMessage: "try again" }],
        }),
    };
    const sink = eventBridgeEvents(client as unknown as EventBridgeClient);
    expect(await sink.publish([eventOf("a"), eventOf("b")])).toEqual([
      { id: "b", reason: "InternalFailure try again" },
    ]);
  });
});
