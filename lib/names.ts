import { PlumblineError } from "../src/contracts/errors.js";
import type { FunctionName, HubFunctionName } from "./lambda-bundles.js";

/** The alarms of every monitor. */
export const ALARM_KINDS = ["open-incidents", "pipeline", "freshness", "heartbeat"] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/** The alarms of a hub: its functions and notices, and e-mail subscriptions that nobody has confirmed. */
export type HubAlarmKind = "hub-health" | "subscriptions" | "spend";

/**
 * Names that people meet: in the console, in mails, and on the hub's dashboard, which is drawn before any monitor is
 * there and finds a monitor's queues and functions by these names.
 */
export const names = {
  captureQueue: (hub: string, monitor: string): string => `${hub}-${monitor}-captures`,
  labelQueue: (hub: string, monitor: string): string => `${hub}-${monitor}-labels`,
  deadLetters: (hub: string, monitor: string): string => `${hub}-${monitor}-dead`,
  function: (hub: string, monitor: string, name: FunctionName): string => `${hub}-${monitor}-${SHORT_NAMES[name]}`,
  hubFunction: (hub: string, name: HubFunctionName): string => `${hub}-${name}`,
  /** Notices for webhooks, and those that could not be posted. */
  noticeQueue: (hub: string): string => `${hub}-notify`,
  undeliveredNotices: (hub: string): string => `${hub}-notify-undelivered`,
  alarm: (hub: string, monitor: string, kind: AlarmKind): string => `${hub}-${monitor}-${kind}`,
  /** On while any of a monitor's alarms is: for people's own tools. */
  compositeAlarm: (hub: string, monitor: string): string => `${hub}-${monitor}-any`,
  /** On while any monitor's composite is; the n-th hundred of them. */
  overviewAlarm: (hub: string, n: number): string => `${hub}-any${n === 1 ? "" : `-${n}`}`,
  /** In the policy of the account's event bus. */
  busStatement: (hub: string, monitor: string): string => `${hub}-${monitor}-captures`,
  /** With a character that no monitor's name holds. */
  hubAlarm: (hub: string, kind: HubAlarmKind): string => `${hub}_${kind}`,
  /** With a character that no monitor's name holds: a monitor may be called overview. */
  monitorDashboard: (hub: string, monitor: string): string => `${hub}_${monitor}`,
  hubDashboard: (hub: string): string => hub,
  overviewDashboard: (hub: string): string => `${hub}-overview`,
  hubStack: (hub: string): string => `${hub}-hub`,
  monitorStack: (hub: string, monitor: string): string => `${hub}-monitor-${monitor}`,
  overviewStack: (hub: string): string => `${hub}-overview`,
};

const SHORT_NAMES: Readonly<Record<FunctionName, string>> = {
  "profile-captures": "profile",
  "analyze-windows": "analyze",
  "build-baseline": "baseline",
  reconcile: "reconcile",
  widget: "widget",
  "join-labels": "labels",
};

// Lambda's limit of 64 is the tightest of all.
const MAX_NAME = 64 - Math.max(...Object.values(SHORT_NAMES).map((name) => name.length + 2));

/** @throws PlumblineError `NAME_TOO_LONG` when the two names together leave no room for a function's name */
export function checkNames(hub: string, monitor: string): void {
  const length = hub.length + monitor.length;
  if (length > MAX_NAME) {
    throw new PlumblineError(
      "NAME_TOO_LONG",
      `hub.name ${hub} and monitor name ${monitor} expect at most ${MAX_NAME} characters together, got ${length}`,
      { details: { hub, monitor, length } },
    );
  }
}
