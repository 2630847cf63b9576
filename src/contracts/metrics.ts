/**
 * The metrics that analysis publishes and that alarms and dashboards read: five series per monitor and four more where labels
 * come, because each costs $0.30 a month. All are read by Maximum, so that a point published twice counts once.
 */

export const METRIC_NAMESPACE = "Plumbline";

/** The one dimension of every metric; its value is the monitor's name. */
export const MONITOR_DIMENSION = "Monitor";

export interface MonitorMetric {
  readonly name: string;
  readonly unit: "Count" | "None" | "Percent" | "Milliseconds";
  /** What time a point carries: that of the run, which alarms need, or the start of the settled hour. */
  readonly stamped: "run" | "hour";
}

export const MONITOR_METRICS = {
  /** Largest value / limit over all checks of the latest settled window; 1 is the alarm line. */
  driftScoreNow: { name: "DriftScoreNow", unit: "None", stamped: "run" },
  /** Time since the newest judged record over the longest silence that is usual; 1 is the alarm line. */
  captureSilence: { name: "CaptureSilence", unit: "None", stamped: "run" },
  /** Incidents whose status is open after the run; that there is a point at all is the monitor's heartbeat. */
  openIncidents: { name: "OpenIncidents", unit: "Count", stamped: "run" },
  /** Records profiled in an hour, published once, when the hour settles. */
  recordsProfiled: { name: "RecordsProfiled", unit: "Count", stamped: "hour" },
  /** Records rejected in an hour, published once, when the hour settles. */
  recordsRejected: { name: "RecordsRejected", unit: "Count", stamped: "hour" },
} as const satisfies Readonly<Record<string, MonitorMetric>>;

/** Of monitors that get labels. Each is published once for an hour, when its labels are judged; later ones restate the report. */
export const QUALITY_METRICS = {
  /** The task's first metric on true labels: accuracy, or mean absolute error. */
  qualityRealised: { name: "QualityRealised", unit: "None", stamped: "hour" },
  /** The same as estimated without labels, if inputs still mean what they meant. */
  qualityEstimated: { name: "QualityEstimated", unit: "None", stamped: "hour" },
  /** Share of usable predictions that have a label, in percent. */
  labelCoverage: { name: "LabelCoverage", unit: "Percent", stamped: "hour" },
  /** Median time from prediction to label. */
  labelDelay: { name: "LabelDelay", unit: "Milliseconds", stamped: "hour" },
} as const satisfies Readonly<Record<string, MonitorMetric>>;

/** The one dimension of the hub's own metrics; its value is the hub's name. */
export const HUB_DIMENSION = "Hub";

export const HUB_METRICS = {
  /** E-mail subscriptions that are configured and that nobody has confirmed. */
  subscriptionsPending: { name: "SubscriptionsPending", unit: "Count", stamped: "run" },
} as const satisfies Readonly<Record<string, MonitorMetric>>;

/** Of a hub with a cap, stamped with the guard's run: US dollars of the calendar month (UTC). */
export const SPEND_METRICS = {
  /** Since the month began, by list prices. */
  spend: { name: "SpendUsd", unit: "None", stamped: "run" },
  /** The whole month at the pace of the last day. */
  forecast: { name: "SpendForecastUsd", unit: "None", stamped: "run" },
} as const satisfies Readonly<Record<string, MonitorMetric>>;
