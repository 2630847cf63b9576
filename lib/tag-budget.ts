import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { CostTag } from "../src/config/index.js";

export interface TagBudgetProps {
  /** Of the budget, once in an account. */
  readonly name: string;
  readonly tag: CostTag;
  readonly monthlyUsd: number;
  /** Percent of it, ascending. */
  readonly notifyAt: readonly number[];
  /** Told by AWS Budgets itself, also before they have confirmed their subscription to the topic. */
  readonly emails: readonly string[];
  readonly topic: ITopic;
}

// AWS takes five notifications a budget and ten addresses each; one notification is for the forecast.
const MOST_NOTIFICATIONS = 5;
const MOST_ADDRESSES = 10;

/**
 * A monthly budget of what carries a cost-allocation tag, once that is activated: the bill's own word, some 8 to 12 hours late.
 * It tells at shares of the amount, and when the forecast passes it.
 */
export function tagBudget(scope: Construct, id: string, props: TagBudgetProps): CfnBudget {
  const { name, tag, monthlyUsd, notifyAt, emails, topic } = props;
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
      budgetName: name,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: monthlyUsd, unit: "USD" },
      costFilters: { TagKeyValue: [`user:${tag.key}$${tag.value}`] },
    },
    notificationsWithSubscribers: [
      // The largest shares, should there be more than AWS takes.
      ...notifyAt.slice(1 - MOST_NOTIFICATIONS).map((percent) => notification("ACTUAL", percent)),
      notification("FORECASTED", 100),
    ],
  });
}
