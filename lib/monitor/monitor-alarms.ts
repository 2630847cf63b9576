import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, MathExpression, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { MONITOR_METRICS } from "../../src/contracts/metrics.js";
import { monitorMetric, queueMetric } from "../monitor-metrics.js";
import { names } from "../names.js";

/** The alarms of one monitor. */
export interface MonitorAlarms {
  /** At least one incident is open. It tells nobody itself: mails come from incidents, with what changed and by how much. */
  readonly openIncidents: Alarm;
  /** Captures, baseline requests or label files that could not be worked off. */
  readonly deadLetters: Alarm;
  /** Analysis has run before, and not for three hours: it tells when its data end (state INSUFFICIENT_DATA). */
  readonly heartbeat: Alarm;
}

export interface MonitorAlarmsProps {
  readonly hub: string;
  readonly monitor: string;
  /** True where labels are configured: then there is a queue for them. */
  readonly joinsLabels: boolean;
  /** Whom the pipeline's own alarms tell. */
  readonly topic: ITopic;
}

export function monitorAlarms(scope: Construct, props: MonitorAlarmsProps): MonitorAlarms {
  return {
    openIncidents: openIncidentsAlarm(scope, props),
    deadLetters: deadLettersAlarm(scope, props),
    heartbeat: heartbeatAlarm(scope, props),
  };
}

function openIncidentsAlarm(scope: Construct, { hub, monitor }: MonitorAlarmsProps): Alarm {
  return new Alarm(scope, "OpenIncidentsAlarm", {
    alarmName: names.alarm(hub, monitor, "open-incidents"),
    alarmDescription: `Plumbline: ${monitor} has open incidents; the mail of each incident says what changed.`,
    metric: monitorMetric(monitor, MONITOR_METRICS.openIncidents),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}

function deadLettersAlarm(scope: Construct, { hub, monitor, joinsLabels, topic }: MonitorAlarmsProps): Alarm {
  const queues = {
    captures: names.deadLetters(names.captureQueue(hub, monitor)),
    baselines: names.deadLetters(names.baselineQueue(hub, monitor)),
    ...(joinsLabels && { labels: names.deadLetters(names.labelQueue(hub, monitor)) }),
  };
  const what = joinsLabels ? "captures, baseline requests or label files" : "captures or baseline requests";
  const alarm = new Alarm(scope, "DeadLettersAlarm", {
    alarmName: names.alarm(hub, monitor, "dead-letters"),
    alarmDescription:
      `Plumbline: ${monitor} has ${what} that could not be worked off. Their numbers are in no profile. ` +
      `Read the reason in ${Object.values(queues).join(" and ")}.`,
    metric: new MathExpression({
      // An idle queue sends no metric, and a sum with a hole in it is a hole: MAX passes over it.
      expression: `MAX([${Object.keys(queues).join(", ")}])`,
      label: "Dead letters",
      period: Duration.minutes(5),
      usingMetrics: Object.fromEntries(
        Object.entries(queues).map(([id, queue]) => [
          id,
          queueMetric(queue, "ApproximateNumberOfMessagesVisible", id[0]!.toUpperCase() + id.slice(1)),
        ]),
      ),
    }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  return alarm;
}

/**
 * Silence. A missing metric taken as breaching would be a false page after every first deployment, when no run can
 * have been yet; so the alarm tells when it loses its data, which it must have had before.
 */
function heartbeatAlarm(scope: Construct, { hub, monitor, topic }: MonitorAlarmsProps): Alarm {
  const alarm = new Alarm(scope, "HeartbeatAlarm", {
    alarmName: names.alarm(hub, monitor, "heartbeat"),
    alarmDescription: `Plumbline: ${monitor} has not been analyzed for three hours (insufficient data). Nobody watches this model until it runs again.`,
    metric: monitorMetric(monitor, MONITOR_METRICS.windowsAnalyzed),
    // A count is never below 0: only silence is told.
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 0,
    evaluationPeriods: 3,
    treatMissingData: TreatMissingData.MISSING,
  });
  alarm.addInsufficientDataAction(new SnsAction(topic));
  return alarm;
}
