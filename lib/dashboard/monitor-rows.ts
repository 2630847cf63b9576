import { Color, GraphWidget, type IWidget, SingleValueWidget, TextWidget } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { EndpointConfig } from "../../src/config/index.js";
import { MONITOR_METRICS, QUALITY_METRICS } from "../../src/contracts/metrics.js";
import { consoleLinks } from "../console-links.js";
import { dailyMetric, monitorMetric } from "../monitor-metrics.js";
import { customWidget, type WidgetView } from "./custom-widgets.js";
import { endpointRows } from "./endpoint-rows.js";
import { pipelineRows } from "./pipeline-rows.js";

const WIDTH = 24;

export interface MonitorRowsProps {
  readonly hub: string;
  /** A monitor's name, or what stands for it where the reader chooses one. */
  readonly monitor: string;
  readonly storeBucket: string;
  /** True where a monitor gets labels. */
  readonly hasLabels: boolean;
  /** True where a monitor's captures say how long answers took. */
  readonly hasLatency: boolean;
  /** Null where it is not known: its metrics can't follow the choice of a monitor. */
  readonly endpoint: { readonly config: EndpointConfig; readonly samplingPercent: number } | null;
}

/** Everything that is shown of one monitor, what matters first: on the hub's dashboard, and on one of its own. */
export function monitorRows(scope: Construct, props: MonitorRowsProps): IWidget[][] {
  const { hub, monitor, storeBucket, hasLabels, hasLatency, endpoint } = props;
  const drawn = (title: string, view: WidgetView, height: number): IWidget[] => [
    customWidget(scope, props, { title, view, width: WIDTH, height }),
  ];
  return [
    [introduction(monitor, storeBucket)],
    verdict(monitor),
    drawn("Incidents", "incidents", 8),
    [drift(monitor), incidents(monitor)],
    drawn("Drift score window by window, with incidents", "timeline", 6),
    drawn("Features by time: the worst check of each, as a share of its limit", "heat", 9),
    [records(monitor), rejected(monitor)],
    ...(hasLatency ? [drawn("Latency window by window: p50, p95, p99", "latency", 6)] : []),
    ...(hasLabels ? [[quality(monitor), labels(monitor)]] : []),
    ...(endpoint
      ? endpointRows({ monitor, endpoint: endpoint.config, samplingPercent: endpoint.samplingPercent })
      : []),
    ...pipelineRows(hub, monitor),
  ];
}

function introduction(monitor: string, storeBucket: string): IWidget {
  const link = (prefix: string): string => consoleLinks.objects(storeBucket, `${prefix}/${monitor}/`);
  return new TextWidget({
    width: WIDTH,
    height: 2,
    markdown: [
      `# ${monitor}`,
      `[Reports](${link("reports")}) (\`latest.html\` is the newest, \`quality.html\` the model's quality where labels come) · [Verdicts](${link("verdicts")}) · [Rejected records](${link("rejects")})`,
    ].join("\n"),
  });
}

function verdict(monitor: string): IWidget[] {
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
        metrics: [monitorMetric(monitor, metric, title)],
      }),
  );
}

function half(title: string, props: Partial<ConstructorParameters<typeof GraphWidget>[0]>): IWidget {
  return new GraphWidget({ title, width: WIDTH / 2, height: 6, leftYAxis: { min: 0, showUnits: false }, ...props });
}

function drift(monitor: string): IWidget {
  return half("Drift score", {
    left: [monitorMetric(monitor, MONITOR_METRICS.driftScoreNow, "Drift score")],
    leftAnnotations: [{ value: 1, label: "Alarm line", color: Color.RED }],
  });
}

function incidents(monitor: string): IWidget {
  return half("Open incidents", { left: [monitorMetric(monitor, MONITOR_METRICS.openIncidents, "Open incidents")] });
}

/** By day: an hour's labels are few, and each would look like news. */
function quality(monitor: string): IWidget {
  return half("Model quality by day of the prediction: accuracy, or mean absolute error", {
    left: [
      dailyMetric(monitor, QUALITY_METRICS.qualityRealised, "By labels"),
      dailyMetric(monitor, QUALITY_METRICS.qualityEstimated, "Estimated without labels").with({ color: Color.GREY }),
    ],
    leftYAxis: { showUnits: false },
  });
}

function labels(monitor: string): IWidget {
  return half("Predictions with a label (%), and how late labels come (ms)", {
    left: [dailyMetric(monitor, QUALITY_METRICS.labelCoverage, "With a label")],
    right: [dailyMetric(monitor, QUALITY_METRICS.labelDelay, "Median delay").with({ color: Color.GREY })],
    leftYAxis: { min: 0, max: 100, showUnits: false },
    rightYAxis: { min: 0, showUnits: false },
  });
}

function records(monitor: string): IWidget {
  return half("Records profiled, by hour of event time", {
    left: [monitorMetric(monitor, MONITOR_METRICS.recordsProfiled, "Profiled")],
  });
}

function rejected(monitor: string): IWidget {
  return half("Records rejected, by hour of event time", {
    left: [monitorMetric(monitor, MONITOR_METRICS.recordsRejected, "Rejected").with({ color: Color.RED })],
  });
}
