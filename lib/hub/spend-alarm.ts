import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { HubConfig } from "../../src/config/index.js";
import { HUB_DIMENSION, METRIC_NAMESPACE, SPEND_METRICS } from "../../src/contracts/metrics.js";
import { names } from "../names.js";

export interface SpendAlarmProps {
  readonly hub: string;
  readonly spend: NonNullable<HubConfig["spend"]>;
  readonly topics: readonly ITopic[];
}

/** One of the spend's series, by Maximum over an hour. */
export function spendMetric(hub: string, which: keyof typeof SPEND_METRICS, label: string): Metric {
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName: SPEND_METRICS[which].name,
    dimensionsMap: { [HUB_DIMENSION]: hub },
    statistic: "Maximum",
    period: Duration.hours(1),
    label,
  });
}

/**
 * The month's forecast has been above the cap for three hours: before the guard has to act. Without any word of it nobody
 * holds the cap, and that is told too.
 */
export function spendAlarm(scope: Construct, id: string, { hub, spend, topics }: SpendAlarmProps): Alarm {
  const alarm = new Alarm(scope, id, {
    alarmName: names.hubAlarm(hub, "spend"),
    alarmDescription:
      `Plumbline: at the pace of the last day, hub ${hub} will spend more than ${spend.monthlyUsd} US dollars this month. ` +
      `At the cap: ${spend.atCap}. See plumbline spend. Insufficient data: nobody has looked at the spend for hours; ` +
      `read the log of ${names.hubFunction(hub, "guard-spend")}.`,
    metric: spendMetric(hub, "forecast", "Forecast of the month (US dollars)"),
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: spend.monthlyUsd,
    evaluationPeriods: 3,
    treatMissingData: TreatMissingData.MISSING,
  });
  const actions = topics.map((topic) => new SnsAction(topic));
  alarm.addAlarmAction(...actions);
  alarm.addInsufficientDataAction(...actions);
  return alarm;
}
