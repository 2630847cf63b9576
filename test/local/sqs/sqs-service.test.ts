import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  type Message,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../../local/cloud.js";
import { clientOf, START_MS, startCloud } from "../start-cloud.js";

let cloud: EmbeddedCloud;
let sqs: SQSClient;
let QueueUrl: string;

beforeEach(async () => {
  cloud = await startCloud({
    resources: {
      Dead: { Type: "AWS::SQS::Queue", Properties: { QueueName: "dead" } },
      Queue: {
        Type: "AWS::SQS::Queue",
        Properties: {
          QueueName: "queue",
          VisibilityTimeout: 60,
          MessageRetentionPeriod: 3600,
          RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] }, maxReceiveCount: 2 },
        },
      },
    },
  });
  sqs = new SQSClient(clientOf(cloud));
  QueueUrl = (await sqs.send(new GetQueueUrlCommand({ QueueName: "queue" }))).QueueUrl ?? "";
});

afterEach(async () => {
  sqs.destroy();
  await cloud.close();
});

async function receive(): Promise<readonly Message[]> {
  const request = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All" as const] };
  return (await sqs.send(new ReceiveMessageCommand(request))).Messages ?? [];
}

const after = (seconds: number): Promise<void> => cloud.runUntil(START_MS + seconds * 1000);

describe("a queue", () => {
  it("hands a message out, hides it for its visibility timeout, then hands it out again", async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
    const [first] = await receive();
    expect(first?.Body).toBe("hello");
    expect(first?.Attributes).toMatchObject({ SentTimestamp: String(START_MS), ApproximateReceiveCount: "1" });
    await after(59);
    expect(await receive()).toEqual([]);
    await after(60);
    const [second] = await receive();
    expect(second?.Attributes).toMatchObject({
      ApproximateReceiveCount: "2",
      ApproximateFirstReceiveTimestamp: String(START_MS),
    });
  });

  it("forgets a deleted message, and one that is too old", async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "deleted" }));
    const [message] = await receive();
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "old" }));
    await after(3601);
    expect(await receive()).toEqual([]);
  });

  it("moves a message that was received too often to its dead-letter queue", async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "poison" }));
    for (const seconds of [0, 60, 120]) {
      await after(seconds);
      await receive();
    }
    const depth = { visible: 0, inFlight: 0, deadLetter: false };
    expect(cloud.view().queues()).toEqual([
      { ...depth, name: "dead", visible: 1, deadLetter: true },
      { ...depth, name: "queue" },
    ]);
  });

  it("counts visible, received and delayed messages", async () => {
    const Entries = ["a", "b", "c"].map((Id) => ({ Id, MessageBody: Id, DelaySeconds: Id === "c" ? 30 : 0 }));
    const sent = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(["a", "b", "c"]);
    await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: "1",
      ApproximateNumberOfMessagesNotVisible: "1",
      ApproximateNumberOfMessagesDelayed: "1",
    });
  });

  it("changes how long a message stays hidden", async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "again" }));
    const [message] = await receive();
    const ReceiptHandle = message?.ReceiptHandle;
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    expect(await receive()).toHaveLength(1);
  });

  it("refuses by name: a queue that isn't there, a doubled entry id, an operation that isn't known", async () => {
    const missing = sqs.send(new SendMessageCommand({ QueueUrl: `${QueueUrl}-none`, MessageBody: "x" }));
    await expect(missing).rejects.toMatchObject({ name: "QueueDoesNotExist" });
    const Entries = [1, 2].map(() => ({ Id: "same", MessageBody: "x" }));
    const doubled = sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    await expect(doubled).rejects.toMatchObject({ name: "BatchEntryIdsNotDistinct" });
    const unknown = sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: "1" } }));
    await expect(unknown).rejects.toThrow("SetQueueAttributes");
  });
});
