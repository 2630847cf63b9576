import { Duration } from "aws-cdk-lib";
import {
  Dashboard,
  DashboardVariable,
  DefaultValue,
  PeriodOverride,
  Values,
  VariableInputType,
  VariableType,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { HubConfig } from "../../src/config/index.js";
import { METRIC_NAMESPACE, MONITOR_DIMENSION, MONITOR_METRICS } from "../../src/contracts/metrics.js";
import { monitorRows } from "../dashboard/monitor-rows.js";
import { names } from "../names.js";
import { spendWidgets } from "./spend-widgets.js";

/** Stands for the monitor that is chosen at the top of the dashboard; CloudWatch replaces it everywhere. */
const CHOSEN = "MONITOR_NAME";

export interface HubDashboardProps {
  readonly hub: string;
  readonly storeBucket: string;
  /** True where a monitor gets labels. */
  readonly hasLabels: boolean;
  /** True where a monitor's captures say how long answers took. */
  readonly hasLatency: boolean;
  readonly spend: HubConfig["spend"];
}

const WIDTH = 24;

/** One dashboard for all monitors of a hub: a dashboard costs $3 a month, a variable nothing. */
export function hubDashboard(scope: Construct, id: string, props: HubDashboardProps): Dashboard {
  return new Dashboard(scope, id, {
    dashboardName: names.hubDashboard(props.hub),
    defaultInterval: Duration.days(14),
    periodOverride: PeriodOverride.INHERIT,
    variables: [monitorVariable()],
    // Endpoints have names of their own, which a monitor's name doesn't tell.
    widgets: [
      ...monitorRows(scope, { ...props, monitor: CHOSEN, endpoint: null }),
      spendWidgets(props.hub, props.spend, WIDTH),
    ].filter((row) => row.length > 0),
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
