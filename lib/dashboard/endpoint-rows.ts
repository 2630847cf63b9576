import { Duration } from "aws-cdk-lib";
import {
  Color,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  Metric,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import type { EndpointConfig } from "../../src/config/index.js";
import { MONITOR_METRICS } from "../../src/contracts/metrics.js";
import { monitorMetric } from "../monitor-metrics.js";

const WIDTH = 24;
const HOUR = Duration.hours(1);

export interface EndpointRowsProps {
  readonly monitor: string;
  readonly endpoint: EndpointConfig;
  /** What share of requests the endpoint captures, percent. */
  readonly samplingPercent: number;
}

/** The endpoint that serves the model, by the metrics that SageMaker publishes itself: they cost nothing more. */
export function endpointRows(props: EndpointRowsProps): IWidget[][] {
  const { name, variant } = props.endpoint;
  return [
    [new TextWidget({ width: WIDTH, height: 1, markdown: `## The endpoint ${name}, variant ${variant}` })],
    [latency(props.endpoint), requests(props.endpoint), availability(props.endpoint)],
    [captureGap(props), load(props.endpoint)],
  ];
}

/** SageMaker measures in microseconds. */
function latency(endpoint: EndpointConfig): IWidget {
  const of = (metricName: string, statistic: string): IMetric =>
    metric("AWS/SageMaker", endpoint, metricName, statistic);
  return graph("Latency (µs)", 3, {
    left: [
      of("ModelLatency", "p50"),
      of("ModelLatency", "p95"),
      of("ModelLatency", "p99"),
      of("OverheadLatency", "p95"),
    ],
  });
}

function requests(endpoint: EndpointConfig): IWidget {
  const of = (metricName: string): IMetric => metric("AWS/SageMaker", endpoint, metricName, "Sum");
  return graph("Requests and errors", 3, {
    left: [of("Invocations")],
    right: [of("Invocation4XXErrors"), of("Invocation5XXErrors")],
  });
}

/** Share of requests that were not answered by an error of the model's container or of SageMaker. */
function availability(endpoint: EndpointConfig): IWidget {
  const of = (metricName: string): IMetric => metric("AWS/SageMaker", endpoint, metricName, "Sum");
  const expression = new MathExpression({
    expression: "100 * (1 - FILL(failed, 0) / requests)",
    usingMetrics: { failed: of("Invocation5XXErrors"), requests: of("Invocations") },
    label: "Available",
    period: HOUR,
  });
  return graph("Availability: requests without a 5xx error (%)", 3, { left: [expression] }, { max: 100 });
}

/** What should have been captured and was not; of endpoints that take one record in a request. */
function captureGap({ monitor, endpoint, samplingPercent }: EndpointRowsProps): IWidget {
  const usingMetrics = {
    requests: metric("AWS/SageMaker", endpoint, "Invocations", "Sum"),
    profiled: monitorMetric(monitor, MONITOR_METRICS.recordsProfiled),
    rejected: monitorMetric(monitor, MONITOR_METRICS.recordsRejected),
  };
  const line = (expression: string, label: string, color: string): MathExpression =>
    new MathExpression({ expression, label, color, usingMetrics, period: HOUR });
  const expected = `requests * ${samplingPercent / 100}`;
  return new GraphWidget({
    title: `Capture gap: ${samplingPercent} % of requests against records captured`,
    width: WIDTH / 2,
    height: 6,
    left: [
      line(expected, "To be captured", Color.GREY),
      line("profiled + FILL(rejected, 0)", "Captured (profiled and rejected)", Color.BLUE),
    ],
    right: [line(`100 * (1 - (profiled + FILL(rejected, 0)) / (${expected}))`, "Gap (%)", Color.RED)],
    leftYAxis: { min: 0, showUnits: false },
    rightYAxis: { showUnits: false },
  });
}

/** Of the instances behind the variant; 100 % is one core, and one GPU. */
function load(endpoint: EndpointConfig): IWidget {
  const of = (metricName: string): IMetric => metric("/aws/sagemaker/Endpoints", endpoint, metricName, "Maximum");
  return graph("Load of the instances (%)", 2, {
    left: ["CPUUtilization", "MemoryUtilization", "DiskUtilization", "GPUUtilization", "GPUMemoryUtilization"].map(of),
  });
}

function graph(
  title: string,
  share: number,
  lines: { readonly left: IMetric[]; readonly right?: IMetric[] },
  axis: { readonly max?: number } = {},
): IWidget {
  return new GraphWidget({
    title,
    width: WIDTH / share,
    height: 6,
    ...lines,
    leftYAxis: { ...(axis.max === undefined ? { min: 0 } : axis), showUnits: false },
    rightYAxis: { min: 0, showUnits: false },
  });
}

function metric(namespace: string, { name, variant }: EndpointConfig, metricName: string, statistic: string): Metric {
  const label = statistic.startsWith("p") ? `${metricName} ${statistic}` : metricName;
  const dimensionsMap = { EndpointName: name, VariantName: variant };
  return new Metric({ namespace, metricName, dimensionsMap, statistic, period: HOUR, label });
}
