import type { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { HubConfig } from "../../src/config/index.js";
import { HUB_TAG } from "../cost-tags.js";
import { tagBudget } from "../tag-budget.js";

export interface SpendBudgetProps {
  readonly hub: string;
  readonly spend: NonNullable<HubConfig["spend"]>;
  readonly emails: readonly string[];
  readonly topic: ITopic;
}

/** A backstop for the guard, which counts by list prices and sees no taxes, discounts or storage of earlier months. */
export function spendBudget(scope: Construct, id: string, { hub, spend, ...told }: SpendBudgetProps): CfnBudget {
  const { monthlyUsd, notifyAt } = spend;
  const tag = { key: HUB_TAG, value: hub };
  return tagBudget(scope, id, { name: `${hub}-plumbline`, tag, monthlyUsd, notifyAt, ...told });
}
