import { Duration } from "aws-cdk-lib";
import { ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { MONITOR_METRICS } from "../../src/contracts/metrics.js";
import { functionMetric, monitorMetric, overPeriod, queueMetric } from "../monitor-metrics.js";
import { type AlarmKind, names } from "../names.js";

/** One alarm of a monitor: what it watches, when it is on, and what whoever hears it should know. */
export interface AlarmRow {
  readonly kind: AlarmKind;
  readonly metric: IMetric;
  readonly comparison: ComparisonOperator;
  readonly threshold: number;
  /** On when all of so many periods cross. */
  readonly periods: number;
  readonly missing: TreatMissingData;
  /** Which state is told to the page topic, straight from CloudWatch; null where incidents send their own mails. */
  readonly tells: "ALARM" | "INSUFFICIENT_DATA" | null;
  readonly meaning: string;
  readonly whatToDo: string;
}

/** Captures wait this long only where profiling doesn't keep up or fails: an hour is judged without them after six hours. */
const OLDEST_CAPTURE_SECONDS = 6 * 3600;
/** A failed run is tried again twice within minutes: one error alone may have passed. */
const ERRORS = 2;
const PERIOD = Duration.minutes(15);

/** The alarms of one monitor. CloudWatch bills each by the metrics that it watches. */
export function alarmTable(hub: string, monitor: string): readonly AlarmRow[] {
  const { openIncidents, captureSilence } = MONITOR_METRICS;
  const atLeast = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD;
  return [
    {
      kind: "open-incidents",
      metric: monitorMetric(monitor, openIncidents),
      comparison: atLeast,
      threshold: 1,
      periods: 1,
      missing: TreatMissingData.NOT_BREACHING,
      tells: null,
      meaning: "has open incidents",
      whatToDo: "Read the mail of each incident: it says what changed, by how much and since when",
    },
    {
      kind: "pipeline",
      metric: pipelineTrouble(hub, monitor),
      comparison: atLeast,
      threshold: 1,
      periods: 1,
      missing: TreatMissingData.NOT_BREACHING,
      tells: "ALARM",
      meaning:
        "has captures, label files or baseline requests that could not be worked off, captures that have waited for six hours, " +
        "or runs that keep failing. What is missing is in no profile, and mails may be held up",
      whatToDo:
        `Read the reasons in the queue ${names.deadLetters(hub, monitor)}, then the errors in the logs of ` +
        `${names.function(hub, monitor, "analyze-windows")} and ${names.function(hub, monitor, "reconcile")}`,
    },
    {
      kind: "freshness",
      metric: monitorMetric(monitor, captureSilence),
      comparison: atLeast,
      threshold: 1,
      periods: 1,
      // Runs that don't take place are the heartbeat's to tell.
      missing: TreatMissingData.IGNORE,
      tells: "ALARM",
      meaning: "has got no records for longer than is usual",
      whatToDo:
        "See whether the model is being asked at all, then whether its captures still land under the prefix, " +
        "and whether the bucket still sends its events to EventBridge (plumbline doctor)",
    },
    {
      kind: "heartbeat",
      // A count is never below 0: only silence is told. A missing metric taken as breaching would be a false page after every first deployment.
      metric: monitorMetric(monitor, openIncidents),
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 0,
      periods: 3,
      missing: TreatMissingData.MISSING,
      tells: "INSUFFICIENT_DATA",
      meaning:
        "has not been analyzed for three hours (insufficient data). Nobody watches this model until it runs again",
      whatToDo: `Read the log of ${names.function(hub, monitor, "analyze-windows")}, and see whether its schedule is enabled`,
    },
  ];
}

/**
 * The worst of four troubles, each over what it may be at most: 1 is the line. Only functions that a schedule starts are watched for
 * errors; what fails at a queue waits there or ends among the dead letters. An idle queue sends no metric: MAX passes over it.
 */
function pipelineTrouble(hub: string, monitor: string): MathExpression {
  const errors = (name: "analyze-windows" | "reconcile", label: string) =>
    functionMetric(names.function(hub, monitor, name), "Errors", label);
  const captures = names.captureQueue(hub, monitor);
  return new MathExpression({
    expression: `MAX([dead, oldest / ${OLDEST_CAPTURE_SECONDS}, analysis / ${ERRORS}, reconciliation / ${ERRORS}])`,
    label: "Trouble (1 is the line)",
    period: PERIOD,
    usingMetrics: overPeriod(PERIOD, {
      dead: queueMetric(names.deadLetters(hub, monitor), "ApproximateNumberOfMessagesVisible", "Dead letters"),
      oldest: queueMetric(captures, "ApproximateAgeOfOldestMessage", "Oldest capture (s)"),
      analysis: errors("analyze-windows", "Failed analyses"),
      reconciliation: errors("reconcile", "Failed reconciliations"),
    }),
  });
}
