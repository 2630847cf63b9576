/** Dashboard bodies in the forms that CDK writes: every widget type, the rows' shorthand, variables, annotations. */
type Json = Readonly<Record<string, unknown>>;

function widget(type: string, place: readonly [number, number, number, number], properties: Json): Json {
  const [x, y, width, height] = place;
  return { type, x, y, width, height, properties };
}

const REGION = { region: "eu-west-1" };

export function hubDashboard(): Json {
  const markdown = [
    "# Drift and quality",
    "Scores are distances from the **reference**; the [runbook](https://example.com/runbooks/drift) says what to do.",
    "- `DriftScoreNow` above 0.2 opens an incident",
    "- <script>alert(1)</script> is shown as typed",
  ].join("\n");
  const drift = {
    ...{ ...REGION, title: "Drift score", view: "timeSeries", stat: "Maximum", period: 3600 },
    metrics: [["Plumbline", "DriftScoreNow", "Monitor", "employment", { label: "Score now" }]],
    annotations: {
      horizontal: [{ value: 0.2, label: "opens an incident" }],
      vertical: [{ value: "2026-02-13T12:00:00Z", label: "onset" }],
    },
    yAxis: { left: { min: 0, label: "score" } },
  };
  const now = {
    ...{ ...REGION, title: "Right now", view: "singleValue", stat: "Maximum", period: 3600, sparkline: true },
    metrics: [
      ["Plumbline", "OpenIncidents", "Monitor", "employment", { label: "Open incidents" }],
      [".", "MissingRate", ".", ".", { label: "Missing rate" }],
    ],
  };
  const records = {
    ...{ ...REGION, title: "Records", view: "timeSeries", stacked: true, stat: "Sum", period: 3600 },
    metrics: [
      ["Plumbline", "RecordsProfiled", "Monitor", "employment", { label: "profiled" }],
      [".", "RecordsRejected", ".", ".", { label: "rejected", color: "#d62728", id: "rejected" }],
    ],
  };
  const share = {
    ...{ ...REGION, title: "Rejected share", view: "timeSeries", stat: "Sum", period: 3600 },
    metrics: [
      [{ expression: "100 * m2 / (m1 + m2)", label: "rejected %", id: "e1" }],
      ["Plumbline", "RecordsProfiled", "Monitor", "employment", { id: "m1", visible: false }],
      [".", "RecordsRejected", ".", ".", { id: "m2", visible: false }],
    ],
    legend: { position: "right" },
  };
  const variable = { type: "property", property: "Monitor", id: "monitor", label: "Monitor", inputType: "select" };
  return {
    variables: [{ ...variable, visible: true, populateFrom: "Monitor", defaultValue: "employment" }],
    widgets: [
      widget("text", [0, 0, 8, 6], { markdown }),
      widget("metric", [8, 0, 16, 6], drift),
      widget("metric", [0, 6, 8, 5], now),
      widget("metric", [8, 6, 8, 5], records),
      widget("metric", [16, 6, 8, 5], share),
      widget("custom", [0, 11, 16, 4], {
        title: "Features by hour",
        endpoint: "arn:aws:lambda:eu-west-1:0:function:w",
      }),
      widget("alarm", [16, 11, 8, 4], {
        title: "Alarms",
        alarms: ["open-incidents", "pipeline-health", "label-coverage"].map(
          (name) => `arn:aws:cloudwatch:eu-west-1:000000000000:alarm:employment-${name}`,
        ),
      }),
    ],
  };
}

export function operationsDashboard(): Json {
  const duration = {
    ...{ ...REGION, title: "Function duration and errors", view: "timeSeries", period: 300 },
    metrics: [
      ["AWS/Lambda", "Duration", "FunctionName", "employment-profile-captures", { stat: "p95", label: "p95" }],
      ["...", { stat: "p50", label: "p50" }],
      [".", "Errors", ".", ".", { stat: "Sum", yAxis: "right", label: "errors" }],
    ],
    yAxis: { left: { label: "ms", min: 0 }, right: { label: "count", min: 0 } },
  };
  const alarm = "arn:aws:cloudwatch:eu-west-1:000000000000:alarm:employment-open-incidents";
  return {
    widgets: [
      widget("metric", [0, 0, 24, 7], duration),
      widget("metric", [0, 7, 12, 6], { ...REGION, title: "Open incidents", annotations: { alarms: [alarm] } }),
      widget("metric", [12, 7, 6, 6], { ...REGION, title: "Share", view: "pie", metrics: [["A", "b"]] }),
      widget("metric", [18, 7, 6, 6], { ...REGION, title: "Odd", metrics: [[{ expression: "RATE(m1)", id: "e1" }]] }),
    ],
  };
}
