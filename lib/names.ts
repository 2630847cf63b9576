import { PlumblineError } from "../src/contracts/errors.js";
import type { FunctionName } from "./lambda-bundles.js";

/** The alarms of every monitor. */
export const ALARM_KINDS = ["open-incidents", "dead-letters", "heartbeat"] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/**
 * Names that people meet: in the console, in mails, and on the hub's dashboard, which is drawn before any monitor is
 * there and finds a monitor's queues and functions by these names.
 */
export const names = {
  captureQueue: (hub: string, monitor: string): string => `${hub}-${monitor}-captures`,
  baselineQueue: (hub: string, monitor: string): string => `${hub}-${monitor}-baselines`,
  labelQueue: (hub: string, monitor: string): string => `${hub}-${monitor}-labels`,
  deadLetters: (queue: string): string => `${queue}-dead`,
  function: (hub: string, monitor: string, name: FunctionName): string => `${hub}-${monitor}-${SHORT_NAMES[name]}`,
  alarm: (hub: string, monitor: string, kind: AlarmKind): string => `${hub}-${monitor}-${kind}`,
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
