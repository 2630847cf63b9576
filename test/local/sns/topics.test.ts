import { PublishBatchCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../../local/cloud.js";
import type { TopicPublisher } from "../../../local/contracts.js";
import { clientOf, START_MS, startCloud } from "../start-cloud.js";
import { allow, att, ref, resource } from "../template-parts.js";

let cloud: EmbeddedCloud;
let sns: SNSClient;
let publisher: TopicPublisher;

const arn = (name: string): string => `arn:aws:sns:us-east-1:000000000000:${name}`;
const topic = (TopicName: string): object => resource("AWS::SNS::Topic", { TopicName });
const mail = (id: string): object =>
  resource("AWS::SNS::Subscription", { TopicArn: ref(id), Protocol: "email", Endpoint: `${id}@example.com` });
const policy = (id: string, statements: readonly object[]): object =>
  resource("AWS::SNS::TopicPolicy", { Topics: [ref(id)], PolicyDocument: { Statement: statements } });
const denyPlainHttp = {
  Effect: "Deny",
  Principal: "*",
  Action: "sns:Publish",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

beforeAll(async () => {
  cloud = await startCloud(
    {
      resources: {
        Plain: topic("plain"),
        PlainMail: mail("Plain"),
        Silenced: topic("silenced"),
        SilencedMail: mail("Silenced"),
        SilencedPolicy: policy("Silenced", [denyPlainHttp]),
        Open: topic("open"),
        OpenMail: mail("Open"),
        OpenPolicy: policy("Open", [
          denyPlainHttp,
          allow("sns:Publish", ref("Open"), {
            Principal: { Service: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] },
          }),
        ]),
        Queue: resource("AWS::SQS::Queue", { QueueName: "queue" }),
        QueuePolicy: resource("AWS::SQS::QueuePolicy", {
          Queues: [ref("Queue")],
          PolicyDocument: {
            Statement: [
              allow("sqs:SendMessage", att("Queue"), {
                Principal: { Service: "sns.amazonaws.com" },
                Condition: { ArnEquals: { "aws:SourceArn": ref("Plain") } },
              }),
            ],
          },
        }),
        QueueSubscription: resource("AWS::SNS::Subscription", {
          TopicArn: ref("Plain"),
          Protocol: "sqs",
          Endpoint: att("Queue"),
        }),
      },
    },
    {
      extend: (context) => {
        publisher = context.publisher;
        return {};
      },
    },
  );
  sns = new SNSClient(clientOf(cloud));
});

afterAll(async () => {
  sns.destroy();
  await cloud.close();
});

describe("a topic", () => {
  it("mails what is published to its subscribers, and passes it on to its queue", async () => {
    const TopicArn = arn("plain");
    const { MessageId } = await sns.send(
      new PublishCommand({ TopicArn, Subject: "Drift", Message: "AGEP <moved> & ü" }),
    );
    expect(cloud.view().mailbox().at(-1)).toEqual({
      id: MessageId,
      sentAtMs: START_MS,
      topicArn: TopicArn,
      to: ["Plain@example.com"],
      subject: "Drift",
      body: "AGEP <moved> & ü",
    });
    expect(cloud.view().queues()).toMatchObject([{ name: "queue", visible: 1 }]);
  });

  it.each([
    { topic: "plain", service: "cloudwatch.amazonaws.com", why: "AWS's default policy lets alarms publish", mails: 1 },
    { topic: "plain", service: "budgets.amazonaws.com", why: "but not Budgets", mails: 0 },
    {
      topic: "silenced",
      service: "cloudwatch.amazonaws.com",
      why: "a policy of denials alone silences alarms",
      mails: 0,
    },
    {
      topic: "open",
      service: "cloudwatch.amazonaws.com",
      why: "a policy that names alarms lets them publish",
      mails: 1,
    },
    { topic: "open", service: "budgets.amazonaws.com", why: "and Budgets when it names them", mails: 1 },
    { topic: "absent", service: "cloudwatch.amazonaws.com", why: "a missing topic takes nothing", mails: 0 },
  ])("$topic for $service: $why", ({ topic: name, service, mails }) => {
    const [mailed, refused] = [cloud.view().mailbox().length, cloud.refusedDeliveries.length];
    publisher.publish(arn(name), "subject", "body", service);
    expect(cloud.view().mailbox().length - mailed).toBe(mails);
    expect(cloud.refusedDeliveries.length - refused).toBe(1 - mails);
    if (mails === 0) expect(cloud.refusedDeliveries.at(-1)).toMatchObject({ from: service, to: arn(name) });
  });

  it.each([
    { why: "a subject in two lines", Subject: "a\nb", Message: "x" },
    { why: "a subject of 100 characters", Subject: "a".repeat(100), Message: "x" },
    { why: "a subject beyond ASCII", Subject: "Größe", Message: "x" },
    { why: "an empty message", Subject: "a", Message: "" },
    { why: "a message above 256 KiB", Subject: "a", Message: "x".repeat(262_145) },
  ])("refuses $why as SNS does", async ({ Subject, Message }) => {
    const publication = sns.send(new PublishCommand({ TopicArn: arn("plain"), Subject, Message }));
    await expect(publication).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("refuses by name what isn't there or isn't known", async () => {
    const absent = sns.send(new PublishCommand({ TopicArn: arn("absent"), Message: "x" }));
    await expect(absent).rejects.toMatchObject({ name: "NotFoundException" });
    const batch = sns.send(new PublishBatchCommand({ TopicArn: arn("plain"), PublishBatchRequestEntries: [] }));
    await expect(batch).rejects.toThrow("PublishBatch");
  });
});
