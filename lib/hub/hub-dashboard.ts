import { Duration } from "aws-cdk-lib";
import {
  Color,
  Dashboard,
  DashboardVariable,
  DefaultValue,
  GraphWidget,
  PeriodOverride,
  SingleValueWidget,
  TextWidget,
  Values,
  VariableInputType,
  VariableType,
  type IWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { METRIC_NAMESPACE, MONITOR_DIMENSION, MONITOR_METRICS, QUALITY_METRICS } from "../../src/contracts/metrics.js";
import { consoleLinks } from "../console-links.js";
import { FUNCTION_NAMES } from "../lambda-bundles.js";
import { dailyMetric, functionMetric, monitorMetric, queueMetric } from "../monitor-metrics.js";
import { names } from "../names.js";

/** Stands for the monitor that is chosen at the top of the dashboard; CloudWatch replaces it everywhere. */
const CHOSEN = "MONITOR_NAME";

const WIDTH = 24;

export interface HubDashboardProps {
  readonly hub: string;
  readonly storeBucket: string;
  /** True where a monitor gets labels. */
  readonly hasLabels: boolean;
}

/** One dashboard for all monitors of a hub: a dashboard costs $3 a month, a variable nothing. */
export function hubDashboard(
  scope: Construct,
  id: string,
  { hub, storeBucket, hasLabels }: HubDashboardProps,
): Dashboard {
  return new Dashboard(scope, id, {
    dashboardName: names.hubDashboard(hub),
    defaultInterval: Duration.days(14),
    periodOverride: PeriodOverride.INHERIT,
    variables: [monitorVariable()],
    widgets: [
      [introduction(storeBucket)],
      verdict(),
      [drift(), features()],
      ...(hasLabels ? [[quality(), labels()]] : []),
      [records(), rejected()],
      ...pipeline(hub),
    ],
  });
}

function monitorVariable(): DashboardVariable {
  return new DashboardVariable({
    id: "monitor",
    label: "Monitor",
    type: VariableType.PATTERN,
    value: CHOSEN,
    inputType: VariableInputType.SELECT,
    values: Values.fromSearchComponents({
      namespace: METRIC_NAMESPACE,
      dimensions: [MONITOR_DIMENSION],
      metricName: MONITOR_METRICS.openIncidents.name,
      populateFrom: MONITOR_DIMENSION,
    }),
    defaultValue: DefaultValue.FIRST,
    visible: true,
  });
}

function introduction(storeBucket: string): IWidget {
  const link = (prefix: string): string => consoleLinks.objects(storeBucket, `${prefix}/${CHOSEN}/`);
  return new TextWidget({
    width: WIDTH,
    height: 2,
    markdown: [
      `# ${CHOSEN}`,
      `[Reports](${link("reports")}) (\`latest.html\` is the newest, \`quality.html\` the model's quality where labels come) · [Verdicts](${link("verdicts")}) · [Rejected records](${link("rejects")})`,
    ].join("\n"),
  });
}

function verdict(): IWidget[] {
  const { openIncidents, driftScoreNow, captureSilence } = MONITOR_METRICS;
  const tiles = [
    { title: "Open incidents", metric: openIncidents },
    { title: "Drift score now (1 is the alarm line)", metric: driftScoreNow },
    { title: "Silence of captures (1 is the alarm line)", metric: captureSilence },
  ];
  return tiles.map(
    ({ title, metric }) =>
      new SingleValueWidget({
        title,
        width: WIDTH / tiles.length,
        height: 4,
        sparkline: true,
        metrics: [monitorMetric(CHOSEN, metric, title)],
      }),
  );
}

function drift(): IWidget {
  return new GraphWidget({
    title: "Drift score",
    width: WIDTH / 2,
    height: 6,
    left: [monitorMetric(CHOSEN, MONITOR_METRICS.driftScoreNow, "Drift score")],
    leftAnnotations: [{ value: 1, label: "Alarm line", color: Color.RED }],
    leftYAxis: { min: 0, showUnits: false },
  });
}

function features(): IWidget {
  return new GraphWidget({
    title: "Open incidents",
    width: WIDTH / 2,
    height: 6,
    left: [monitorMetric(CHOSEN, MONITOR_METRICS.openIncidents, "Open incidents")],
    leftYAxis: { min: 0, showUnits: false },
  });
}

/** By day: an hour's labels are few, and each would look like news. */
function quality(): IWidget {
  return new GraphWidget({
    title: "Model quality by day of the prediction: accuracy, or mean absolute error",
    width: WIDTH / 2,
    height: 6,
    left: [
      dailyMetric(CHOSEN, QUALITY_METRICS.qualityRealised, "By labels"),
      dailyMetric(CHOSEN, QUALITY_METRICS.qualityEstimated, "Estimated without labels").with({ color: Color.GREY }),
    ],
    leftYAxis: { showUnits: false },
  });
}

function labels(): IWidget {
  return new GraphWidget({
    title: "Predictions with a label (%), and how late labels come (ms)",
    width: WIDTH / 2,
    height: 6,
    left: [dailyMetric(CHOSEN, QUALITY_METRICS.labelCoverage, "With a label")],
    right: [dailyMetric(CHOSEN, QUALITY_METRICS.labelDelay, "Median delay").with({ color: Color.GREY })],
    leftYAxis: { min: 0, max: 100, showUnits: false },
    rightYAxis: { min: 0, showUnits: false },
  });
}

function records(): IWidget {
  return new GraphWidget({
    title: "Records profiled, by hour of event time",
    width: WIDTH / 2,
    height: 6,
    left: [monitorMetric(CHOSEN, MONITOR_METRICS.recordsProfiled, "Profiled")],
    leftYAxis: { min: 0, showUnits: false },
  });
}

function rejected(): IWidget {
  return new GraphWidget({
    title: "Records rejected, by hour of event time",
    width: WIDTH / 2,
    height: 6,
    left: [monitorMetric(CHOSEN, MONITOR_METRICS.recordsRejected, "Rejected").with({ color: Color.RED })],
    leftYAxis: { min: 0, showUnits: false },
  });
}

/** The pipeline's own health: how far behind, what failed, how long runs take. */
function pipeline(hub: string): IWidget[][] {
  const captures = names.captureQueue(hub, CHOSEN);
  const health = (title: string, props: Partial<ConstructorParameters<typeof GraphWidget>[0]>): IWidget =>
    new GraphWidget({ title, width: WIDTH / 4, height: 6, leftYAxis: { min: 0, showUnits: false }, ...props });
  return [
    [new TextWidget({ width: WIDTH, height: 1, markdown: "## The pipeline itself" })],
    [
      health("Age of the oldest waiting capture (s)", {
        left: [queueMetric(captures, "ApproximateAgeOfOldestMessage", "Captures")],
      }),
      health("Dead letters", {
        left: [
          queueMetric(names.deadLetters(hub, CHOSEN), "ApproximateNumberOfMessagesVisible", "Dead letters"),
        ],
      }),
      health("Function errors", {
        left: FUNCTION_NAMES.map((name) => functionMetric(names.function(hub, CHOSEN, name), "Errors", name)),
      }),
      health("Longest run (ms)", {
        left: FUNCTION_NAMES.map((name) => functionMetric(names.function(hub, CHOSEN, name), "Duration", name)),
      }),
    ],
  ];
}
