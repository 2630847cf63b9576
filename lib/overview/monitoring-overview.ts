import { Arn, ArnFormat, Duration, Stack } from "aws-cdk-lib";
import {
  Alarm,
  AlarmRule,
  AlarmStatusWidget,
  Color,
  CompositeAlarm,
  Dashboard,
  GraphWidget,
  type IWidget,
  PeriodOverride,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { MONITOR_METRICS, type MonitorMetric } from "../../src/contracts/metrics.js";
import { consoleLinks } from "../console-links.js";
import { tagCosts } from "../cost-tags.js";
import type { MonitoringHub } from "../hub/monitoring-hub.js";
import type { ModelMonitor } from "../monitor/model-monitor.js";
import { monitorMetric } from "../monitor-metrics.js";
import { ALARM_KINDS, names } from "../names.js";

/** Properties of a MonitoringOverview. */
export interface MonitoringOverviewProps {
  /** The hub that the monitors belong to. */
  readonly hub: MonitoringHub;
  /** The monitors to show, in this order. */
  readonly monitors: readonly ModelMonitor[];
}

const WIDTH = 24;
const ALARM_COLUMNS = 4;

/** All monitors at a glance: which alarms are on, whose scores move. */
export class MonitoringOverview extends Construct {
  /** The overview dashboard. */
  readonly dashboard: Dashboard;
  /** Address of the dashboard in the AWS console. */
  readonly dashboardUrl: string;
  /** On while any monitor wants attention; one for each hundred monitors. It tells nobody itself. */
  readonly anyMonitor: readonly CompositeAlarm[];

  constructor(scope: Construct, id: string, { hub, monitors }: MonitoringOverviewProps) {
    super(scope, id);
    const stack = Stack.of(this);
    for (const tier of [hub, ...monitors].map((construct) => Stack.of(construct))) {
      if (tier !== stack) stack.addStackDependency(tier, "the overview shows what the other tiers have");
    }
    const monitorNames = monitors.map(({ monitorName }) => monitorName);
    const dashboardName = names.overviewDashboard(hub.hubName);
    this.dashboard = new Dashboard(this, "Dashboard", {
      dashboardName,
      defaultInterval: Duration.days(14),
      periodOverride: PeriodOverride.INHERIT,
      widgets: [
        [introduction(hub, monitorNames)],
        [this.alarms(hub.hubName, monitorNames)],
        [
          graph("Drift score (1 is the alarm line)", monitorNames, MONITOR_METRICS.driftScoreNow, 1),
          graph("Open incidents", monitorNames, MONITOR_METRICS.openIncidents),
        ],
        [
          graph("Records profiled, by hour of event time", monitorNames, MONITOR_METRICS.recordsProfiled),
          graph("Records rejected, by hour of event time", monitorNames, MONITOR_METRICS.recordsRejected),
        ],
      ],
    });
    this.dashboardUrl = consoleLinks.dashboard(dashboardName);
    this.anyMonitor = anyMonitor(this, hub.hubName, monitorNames);
    tagCosts(this, hub.hubName);
  }

  /** By name: an export would have to stay in a monitor's stack for as long as any dashboard shows its alarm. */
  private alarms(hub: string, monitors: readonly string[]): IWidget {
    const alarms = monitors.flatMap((monitor) =>
      ALARM_KINDS.map((kind) => Alarm.fromAlarmArn(this, `${monitor}-${kind}`, this.alarmArn(hub, monitor, kind))),
    );
    return new AlarmStatusWidget({
      title: "Alarms",
      width: WIDTH,
      height: 2 + Math.ceil(alarms.length / ALARM_COLUMNS),
      alarms,
    });
  }

  private alarmArn(hub: string, monitor: string, kind: (typeof ALARM_KINDS)[number]): string {
    return Arn.format(
      {
        service: "cloudwatch",
        resource: "alarm",
        resourceName: names.alarm(hub, monitor, kind),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      },
      Stack.of(this),
    );
  }
}

/** CloudWatch lets a composite rest on at most 100 alarms. */
const MOST_CHILDREN = 100;

/** By name, like all that the overview shows. */
function anyMonitor(scope: Construct, hub: string, monitors: readonly string[]): readonly CompositeAlarm[] {
  const groups = Array.from({ length: Math.ceil(monitors.length / MOST_CHILDREN) }, (_, i) =>
    monitors.slice(i * MOST_CHILDREN, (i + 1) * MOST_CHILDREN),
  );
  return groups.map((group, i) => {
    const rules = group.map((monitor) => AlarmRule.fromString(`ALARM("${names.compositeAlarm(hub, monitor)}")`));
    return new CompositeAlarm(scope, i === 0 ? "AnyMonitor" : `AnyMonitor${i + 1}`, {
      compositeAlarmName: names.overviewAlarm(hub, i + 1),
      alarmDescription: `Plumbline: a monitor of ${hub} wants attention; see which of their alarms is on.`,
      alarmRule: AlarmRule.anyOf(...rules),
    });
  });
}

function introduction(hub: MonitoringHub, monitors: readonly string[]): IWidget {
  const count = monitors.length === 1 ? "1 monitor" : `${monitors.length} monitors`;
  return new TextWidget({
    width: WIDTH,
    height: 1,
    markdown: `# ${hub.hubName}: ${count} · [one monitor in detail](${hub.dashboardUrl})`,
  });
}

function graph(title: string, monitors: readonly string[], metric: MonitorMetric, alarmLine?: number): IWidget {
  return new GraphWidget({
    title,
    width: WIDTH / 2,
    height: 6,
    left: monitors.map((monitor) => monitorMetric(monitor, metric, monitor)),
    leftYAxis: { min: 0, showUnits: false },
    ...(alarmLine === undefined
      ? {}
      : { leftAnnotations: [{ value: alarmLine, label: "Alarm line", color: Color.RED }] }),
  });
}
