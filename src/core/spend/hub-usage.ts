import type { MonthlyUsage } from "./monitor-usage.js";
import { IDLE_POLLS_AN_HOUR, PER_GUARD_RUN, PER_NOTIFY_RUN } from "./rates.js";
import { addUsage, DAYS_A_MONTH, HOURS_A_MONTH, scaleUsage, type Usage } from "./usage.js";

/** What of a hub's deployment costs money, as its template and that of the overview hold it. */
export interface HubShape {
  /** True where there is a cap, and so a guard. */
  readonly guarded: boolean;
  /** Series that the hub's functions publish. */
  readonly metrics: number;
  /** Metrics that its alarms watch: CloudWatch bills an alarm by them. */
  readonly alarmMetrics: number;
  /** Queues that Lambda polls. */
  readonly eventSources: number;
}

/** Nobody is told by e-mail or webhook, and there is no cap: what is left is whether the hub's functions work. */
export const BARE_HUB: HubShape = { guarded: false, metrics: 0, alarmMetrics: 1, eventSources: 0 };

/** What a hub has standing there, month in and month out: two dashboards that show all monitors, and an alarm that says any wants attention. */
export function hubStanding({ metrics, alarmMetrics, eventSources }: HubShape): Usage {
  return {
    dashboardMonth: 2,
    compositeAlarmMonth: 1,
    alarmMetricMonth: alarmMetrics,
    ...(metrics > 0 && { metricMonth: metrics }),
    ...(eventSources > 0 && { sqsRequest: eventSources * IDLE_POLLS_AN_HOUR * HOURS_A_MONTH }),
  };
}

/** The same, and what its functions do every day and every hour. */
export function hubUsage(shape: HubShape): MonthlyUsage {
  const daily = scaleUsage(PER_NOTIFY_RUN, DAYS_A_MONTH);
  const hourly = shape.guarded ? scaleUsage(PER_GUARD_RUN, HOURS_A_MONTH) : {};
  return { fixed: addUsage(hubStanding(shape), daily, hourly), metered: {} };
}
