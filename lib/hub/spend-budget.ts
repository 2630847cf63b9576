import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { HubConfig } from "../../src/config/index.js";
import { HUB_TAG } from "../cost-tags.js";

export interface SpendBudgetProps {
  readonly hub: string;
  readonly spend: NonNullable<HubConfig["spend"]>;
  /** Told by AWS Budgets itself, also before they have confirmed their subscription to the topic. */
  readonly emails: readonly string[];
  readonly topic: ITopic;
}

// AWS takes five notifications a budget and ten addresses each; one notification is for the forecast.
const MOST_NOTIFICATIONS = 5;
const MOST_ADDRESSES = 10;

/**
 * The bill's own word, some 8 to 12 hours late: a backstop for the guard, which counts by list prices and sees no taxes,
 * discounts or storage of earlier months. It counts what carries the hub's cost-allocation tag, once that is activated.
 */
export function spendBudget(scope: Construct, id: string, props: SpendBudgetProps): CfnBudget {
  const { hub, spend, emails, topic } = props;
  const subscribers = [
    { subscriptionType: "SNS", address: topic.topicArn },
    ...[...new Set(emails)].slice(0, MOST_ADDRESSES).map((address) => ({ subscriptionType: "EMAIL", address })),
  ];
  const notification = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
    notification: { notificationType, threshold, thresholdType: "PERCENTAGE", comparisonOperator: "GREATER_THAN" },
    subscribers,
  });
  return new CfnBudget(scope, id, {
    budget: {
      budgetName: `${hub}-plumbline`,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: spend.monthlyUsd, unit: "USD" },
      costFilters: { TagKeyValue: [`user:${HUB_TAG}$${hub}`] },
    },
    notificationsWithSubscribers: [
      // The largest shares, should there be more than AWS takes.
      ...spend.notifyAt.slice(1 - MOST_NOTIFICATIONS).map((percent) => notification("ACTUAL", percent)),
      notification("FORECASTED", 100),
    ],
  });
}
