import { SNSClient } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../../local/cloud.js";
import { snsSubscriptions } from "../../../src/adapters/sns-subscriptions.js";
import { clientOf, HOUR_MS, START_MS, startCloud } from "../start-cloud.js";
import { ref, resource } from "../template-parts.js";

const TOPIC = "arn:aws:sns:us-east-1:000000000000:people";
const MOST_ON_A_PAGE = 100;
const people = Array.from({ length: MOST_ON_A_PAGE + 5 }, (_, i) => `p${i}@example.com`);

let cloud: EmbeddedCloud;
let sns: SNSClient;

beforeAll(async () => {
  const subscriptions = people.map((email, i) => [
    `Mail${i}`,
    resource("AWS::SNS::Subscription", { TopicArn: ref("People"), Protocol: "email", Endpoint: email }),
  ]);
  const topic = resource("AWS::SNS::Topic", { TopicName: "people" });
  cloud = await startCloud(
    { resources: { People: topic, ...(Object.fromEntries(subscriptions) as object) } },
    { peopleConfirm: false },
  );
  sns = new SNSClient(clientOf(cloud));
});
afterAll(async () => {
  sns.destroy();
  await cloud.close();
});

describe("a subscription by e-mail", () => {
  it("counts from when its owner follows the link, on whichever page SNS lists it", async () => {
    expect(await snsSubscriptions(sns).confirmed(TOPIC)).toEqual(new Set());
    for (const email of [people[0]!, people.at(-1)!]) cloud.confirmSubscriptions(email);
    expect(await snsSubscriptions(sns).confirmed(TOPIC)).toEqual(new Set([people[0], people.at(-1)]));
  });

  it("is forgotten when nobody follows it for three days", async () => {
    await cloud.runUntil(START_MS + 73 * HOUR_MS);
    cloud.confirmSubscriptions(people[1]!);
    expect(await snsSubscriptions(sns).confirmed(TOPIC)).toEqual(new Set([people[0], people.at(-1)]));
  });

  it("is nobody's where the topic is gone", async () => {
    expect(await snsSubscriptions(sns).confirmed(`${TOPIC}-gone`)).toEqual(new Set());
  });
});
