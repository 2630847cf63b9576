import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { MonitoringHub, type MonitoringHubProps } from "./hub/monitoring-hub.js";
import { ModelMonitor } from "./monitor/model-monitor.js";
import { names } from "./names.js";
import { MonitoringOverview } from "./overview/monitoring-overview.js";

/** The three tiers that a configuration deploys. */
export interface MonitoringStacks {
  /** The first tier, which the others refer to. */
  readonly hub: MonitoringHub;
  /** A stack each, in the configuration's order. */
  readonly monitors: readonly ModelMonitor[];
  /** The last tier: all monitors at a glance. */
  readonly overview: MonitoringOverview;
}

/**
 * A whole `plumbline.yaml` as stacks: the hub, one for each monitor, the overview. Each tier refers only to those
 * before it, so that monitors come and go without touching the others.
 */
export function monitoringStacks(scope: Construct, props: MonitoringHubProps): MonitoringStacks {
  const { config } = props;
  const hubName = config.hub.name;
  const stack = (stackName: string, description: string): Stack =>
    new Stack(scope, stackName, { stackName, description });
  const hubStack = stack(names.hubStack(hubName), `Plumbline hub ${hubName}: store, state, alert topics, dashboard`);
  const hub = new MonitoringHub(hubStack, "Hub", props);
  const monitors = config.monitors.map(({ name }) => {
    const monitorStack = stack(names.monitorStack(hubName, name), `Plumbline monitor ${name} of hub ${hubName}`);
    return new ModelMonitor(monitorStack, "Monitor", { hub, monitor: name });
  });
  const overviewStack = stack(names.overviewStack(hubName), `Plumbline overview of hub ${hubName}`);
  return { hub, monitors, overview: new MonitoringOverview(overviewStack, "Overview", { hub, monitors }) };
}
