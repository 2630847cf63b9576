import { Duration } from "aws-cdk-lib";
import { Dashboard, PeriodOverride } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { MonitorConfig } from "../../src/config/index.js";
import { monitorRows } from "../dashboard/monitor-rows.js";
import { names } from "../names.js";

export interface MonitorDashboardProps {
  readonly hub: string;
  readonly monitor: MonitorConfig;
  readonly storeBucket: string;
}

/** A monitor's own dashboard, with the endpoint that serves its model; null where the hub's is enough. */
export function monitorDashboard(
  scope: Construct,
  id: string,
  { hub, monitor, storeBucket }: MonitorDashboardProps,
): Dashboard | null {
  if (!monitor.dashboard) return null;
  const { model, captures, columns, labels, name } = monitor;
  const endpoint = model.endpoint && { config: model.endpoint, samplingPercent: captures.samplingPercent };
  const has = { hasLabels: labels !== null, hasLatency: columns.latency !== null };
  return new Dashboard(scope, id, {
    dashboardName: names.monitorDashboard(hub, name),
    defaultInterval: Duration.days(14),
    periodOverride: PeriodOverride.INHERIT,
    widgets: monitorRows(scope, { hub, monitor: name, storeBucket, ...has, endpoint }),
  });
}
