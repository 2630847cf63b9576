import { ListSubscriptionsByTopicCommand, NotFoundException, type SNSClient } from "@aws-sdk/client-sns";
import type { TopicSubscriptions } from "../contracts/ports.js";

// What SNS says in the place of an ARN until the link in its mail has been followed.
const PENDING = "PendingConfirmation";

/** Subscriptions as SNS lists them: those that nobody confirmed within three days are not even there any more. */
export function snsSubscriptions(client: SNSClient): TopicSubscriptions {
  return {
    async confirmed(topicArn) {
      const confirmed = new Set<string>();
      let next: string | undefined;
      try {
        do {
          const page = await client.send(
            new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, ...(next !== undefined && { NextToken: next }) }),
          );
          for (const { Protocol, Endpoint, SubscriptionArn } of page.Subscriptions ?? []) {
            if (Protocol === "email" && Endpoint !== undefined && SubscriptionArn !== PENDING) {
              confirmed.add(Endpoint.toLowerCase());
            }
          }
          next = page.NextToken;
        } while (next !== undefined);
      } catch (error) {
        if (!(error instanceof NotFoundException)) throw error;
      }
      return confirmed;
    },
  };
}
