import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { type Config, hubTopics } from "../../src/config/index.js";
import { HUB_DIMENSION, HUB_METRICS, METRIC_NAMESPACE } from "../../src/contracts/metrics.js";
import type { HubFunctionName } from "../lambda-bundles.js";
import { functionMetric, overPeriod, queueMetric } from "../monitor-metrics.js";
import { type HubAlarmKind, names } from "../names.js";

/** The alarms of a hub itself. They go straight from CloudWatch to people, because what they tell of is what tells people. */
export interface HubAlarms {
  /** Notices that no webhook took, and functions of the hub that keep failing. */
  readonly health: Alarm;
  /** Somebody who is to be told has not confirmed; null where nobody is told by e-mail. */
  readonly subscriptions: Alarm | null;
}

export interface HubAlarmsProps {
  readonly config: Config;
  /** Of those who are told of the hub itself. */
  readonly topics: readonly ITopic[];
  readonly functions: readonly HubFunctionName[];
  readonly hasNotices: boolean;
}

/** A failed run is tried again twice within minutes: one error alone may have passed. */
const ERRORS = 2;
const PERIOD = Duration.minutes(15);

export function hubAlarms(scope: Construct, props: HubAlarmsProps): HubAlarms {
  const { name } = props.config.hub;
  const { topics } = props;
  const health = hubAlarm(scope, topics, {
    kind: "hub-health",
    hub: name,
    metric: hubTrouble(props),
    missing: TreatMissingData.NOT_BREACHING,
    meaning:
      "has notices that no webhook took, or functions that keep failing. Digests, webhooks or the watch over the spend don't work; " +
      "incident mails and verdicts do",
    whatToDo: [
      ...(props.hasNotices ? [`Look at the messages in the queue ${names.undeliveredNotices(name)}`] : []),
      `read the errors in the logs of ${props.functions.map((each) => names.hubFunction(name, each)).join(" and ")}`,
    ].join(", then "),
  });
  const tellsByMail = hubTopics(props.config).some(({ emails }) => emails.length > 0);
  const subscriptions = tellsByMail ? subscriptionsAlarm(scope, name, topics) : null;
  return { health, subscriptions };
}

/** The metric comes once a day and says how things are until the next: its absence changes nothing. */
function subscriptionsAlarm(scope: Construct, hub: string, topics: readonly ITopic[]): Alarm {
  return hubAlarm(scope, topics, {
    kind: "subscriptions",
    hub,
    metric: new Metric({
      namespace: METRIC_NAMESPACE,
      metricName: HUB_METRICS.subscriptionsPending.name,
      dimensionsMap: { [HUB_DIMENSION]: hub },
      statistic: "Maximum",
      period: Duration.hours(1),
      label: "Unconfirmed e-mail subscriptions",
    }),
    missing: TreatMissingData.IGNORE,
    meaning: "names e-mail addresses that have not confirmed their subscription. They are told nothing",
    whatToDo:
      `See in the log of ${names.hubFunction(hub, "notify")} which, and have them follow the link in the mail from AWS Notifications; ` +
      "it holds for three days, and the console sends another",
  });
}

/** The worst of some troubles, each over what it may be at most: 1 is the line. What does not run sends no metric: MAX passes over it. */
function hubTrouble({ config, functions, hasNotices }: HubAlarmsProps): IMetric {
  const { name: hub } = config.hub;
  const errors = functions.map((name) => ({
    id: `errors_${name.replaceAll("-", "_")}`,
    metric: functionMetric(names.hubFunction(hub, name), "Errors", `Failed runs of ${name}`),
  }));
  const undelivered = queueMetric(names.undeliveredNotices(hub), "ApproximateNumberOfMessagesVisible", "Undelivered");
  return new MathExpression({
    expression: `MAX([${[...(hasNotices ? ["undelivered"] : []), ...errors.map(({ id }) => `${id} / ${ERRORS}`)].join(", ")}])`,
    label: "Trouble (1 is the line)",
    period: PERIOD,
    usingMetrics: overPeriod(PERIOD, {
      ...(hasNotices && { undelivered }),
      ...Object.fromEntries(errors.map(({ id, metric }) => [id, metric])),
    }),
  });
}

interface HubAlarmRow {
  readonly kind: HubAlarmKind;
  readonly hub: string;
  readonly metric: IMetric;
  readonly missing: TreatMissingData;
  readonly meaning: string;
  readonly whatToDo: string;
}

function hubAlarm(scope: Construct, topics: readonly ITopic[], row: HubAlarmRow): Alarm {
  const { kind, hub, metric, missing, meaning, whatToDo } = row;
  const alarm = new Alarm(scope, kind, {
    alarmName: names.hubAlarm(hub, kind),
    alarmDescription: `Plumbline: hub ${hub} ${meaning}. What to do: ${whatToDo}. More in docs/operations.md#${kind}.`,
    metric,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: missing,
  });
  for (const topic of topics) alarm.addAlarmAction(new SnsAction(topic));
  return alarm;
}
