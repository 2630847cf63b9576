import type { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { MonitorConfig } from "../../src/config/index.js";
import { tagBudget } from "../tag-budget.js";

export interface ModelBudgetProps {
  readonly hub: string;
  readonly monitor: MonitorConfig;
  readonly topic: ITopic;
}

/** What the model's own endpoint and jobs may cost; null where configuration names no amount. It tells, and stops nothing. */
export function modelBudget(scope: Construct, id: string, { hub, monitor, topic }: ModelBudgetProps): CfnBudget | null {
  const { spend } = monitor.model;
  if (spend === null || spend.monthlyUsd === null) return null;
  const { tag, monthlyUsd, notifyAt } = spend;
  const name = `${hub}-${monitor.name}-model`;
  return tagBudget(scope, id, { name, tag, monthlyUsd, notifyAt, emails: monitor.notify.page, topic });
}
