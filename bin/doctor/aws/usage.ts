import { DescribeAccountLimitsCommand } from "@aws-sdk/client-cloudformation";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { GetAccountSummaryCommand } from "@aws-sdk/client-iam";
import { GetAccountSettingsCommand } from "@aws-sdk/client-lambda";
import { GetServiceQuotaCommand } from "@aws-sdk/client-service-quotas";
import type { World } from "../check.js";

/** What an account allows of something, and has already. */
export interface Usage {
  /** Undefined where AWS did not say. */
  readonly limit: number | undefined;
  readonly used: number;
}

export async function stackUsage({ aws, deployed }: World): Promise<Usage> {
  const { AccountLimits: limits = [] } = await aws.cloudFormation.send(new DescribeAccountLimitsCommand({}));
  const used = (await deployed.stacks()).size;
  return { limit: limits.find(({ Name }) => Name === "StackLimit")?.Value, used };
}

export async function roleUsage({ aws }: World): Promise<Usage> {
  const { SummaryMap: summary = {} } = await aws.iam.send(new GetAccountSummaryCommand({}));
  return { limit: summary.RolesQuota, used: summary.Roles ?? 0 };
}

export async function ruleUsage({ aws }: World): Promise<Usage> {
  const limit = await aws.serviceQuotas.send(
    // Number of rules of an event bus.
    new GetServiceQuotaCommand({ ServiceCode: "events", QuotaCode: "L-244521F2" }),
  );
  let used = 0;
  let next: string | undefined;
  do {
    const page = await aws.events.send(new ListRulesCommand(next === undefined ? {} : { NextToken: next }));
    used += page.Rules?.length ?? 0;
    next = page.NextToken;
  } while (next !== undefined);
  return { limit: limit.Quota?.Value, used };
}

export async function alarmUsage({ aws }: World): Promise<Usage> {
  let used = 0;
  let next: string | undefined;
  do {
    const page = await aws.cloudWatch.send(
      new DescribeAlarmsCommand({
        AlarmTypes: ["MetricAlarm"],
        MaxRecords: 100,
        ...(next !== undefined && { NextToken: next }),
      }),
    );
    used += page.MetricAlarms?.length ?? 0;
    next = page.NextToken;
  } while (next !== undefined);
  return { limit: undefined, used };
}

/** What other functions have reserved is not there for ours. */
export async function concurrencyUsage({ aws }: World): Promise<Usage> {
  const { AccountLimit: limit } = await aws.lambda.send(new GetAccountSettingsCommand({}));
  const all = limit?.ConcurrentExecutions;
  const free = limit?.UnreservedConcurrentExecutions ?? all ?? 0;
  return { limit: all, used: all === undefined ? 0 : all - free };
}
