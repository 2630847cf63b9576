import type { World } from "./check.js";
import { alarmUsage, concurrencyUsage, roleUsage, ruleUsage, stackUsage, type Usage } from "./aws/usage.js";

/** Something that AWS allows an account only so many of. */
export interface Quota {
  readonly name: string;
  /** At most this many for the hub with the overview, and for each monitor; a test holds the templates to it. */
  readonly needs: { readonly hub: number; readonly monitor: number };
  /** What AWS allows unless asked for more, and where it says so. Looked up on 2026-11-21. */
  readonly usual: number;
  readonly source: string;
  /** True where what is deployed already counts as used. */
  readonly isCount: boolean;
  /** How to ask for more. */
  readonly more: string;
  usage(world: World): Promise<Usage>;
}

const increase = (service: string): string =>
  `https://console.aws.amazon.com/servicequotas/home/services/${service}/quotas   # ask for more there`;

export const QUOTAS: readonly Quota[] = [
  {
    name: "CloudFormation stacks",
    needs: { hub: 2, monitor: 1 },
    usual: 2_000,
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
    isCount: true,
    more: increase("cloudformation"),
    usage: stackUsage,
  },
  {
    name: "IAM roles",
    needs: { hub: 4, monitor: 4 },
    usual: 1_000,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    isCount: true,
    more: increase("iam"),
    usage: roleUsage,
  },
  {
    name: "EventBridge rules of the default bus",
    needs: { hub: 0, monitor: 4 },
    // 100 in Cape Town and Milan.
    usual: 300,
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html",
    isCount: true,
    more: "aws service-quotas request-service-quota-increase --service-code events --quota-code L-244521F2 --desired-value 1000",
    usage: ruleUsage,
  },
  {
    name: "CloudWatch alarms",
    needs: { hub: 4, monitor: 6 },
    usual: 5_000,
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html",
    isCount: true,
    more: increase("monitoring"),
    usage: alarmUsage,
  },
  {
    name: "Lambda functions at the same time",
    // Ten captures and two label files a monitor, the analysis and its neighbours: queues wait where there is less.
    needs: { hub: 2, monitor: 14 },
    usual: 1_000,
    source: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
    isCount: false,
    more: "aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000",
    usage: concurrencyUsage,
  },
];
