import { Stack } from "aws-cdk-lib";
import { Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";

export interface AlertTopicProps {
  readonly topicName: string;
  /** Sender's name in mails. */
  readonly displayName: string;
  /** Addresses that are told; each must confirm its subscription once. */
  readonly emails: readonly string[];
  /** Null: topics are encrypted by nobody's key. */
  readonly encryptionKey: IKey | null;
}

/** Services that publish on their own account: without an Allow, an alarm changes its state and nobody hears of it. */
const PUBLISHERS = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"];

/** A topic with its one policy: alarms and AWS Budgets of this account may publish, plain HTTP is denied. */
export function alertTopic(scope: Construct, id: string, props: AlertTopicProps): Topic {
  const { topicName, displayName, emails, encryptionKey } = props;
  const topic = new Topic(scope, id, {
    topicName,
    displayName,
    enforceSSL: true,
    ...(encryptionKey && { masterKey: encryptionKey }),
  });
  for (const service of PUBLISHERS) {
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: `AllowPublishBy${service.split(".")[0]!}`,
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal(service)],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(topic).account } },
      }),
    );
  }
  for (const email of new Set(emails)) topic.addSubscription(new EmailSubscription(email));
  return topic;
}
