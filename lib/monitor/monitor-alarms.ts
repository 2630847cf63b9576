import { Alarm, AlarmRule, AlarmState, CompositeAlarm } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { type AlarmKind, names } from "../names.js";
import { type AlarmRow, alarmTable } from "./alarm-table.js";

/** The alarms of one monitor. */
export interface MonitorAlarms {
  /** At least one incident is open. It tells nobody itself: mails come from incidents, with what changed and by how much. */
  readonly incidents: Alarm;
  /** What could not be worked off, waits for too long, or keeps failing. */
  readonly pipeline: Alarm;
  /** No records for longer than is usual. */
  readonly freshness: Alarm;
  /** Analysis has run before, and not for three hours: it tells when its data end (state INSUFFICIENT_DATA). */
  readonly heartbeat: Alarm;
  /** Any of them: it tells nobody itself, and is for people's own tools. */
  readonly any: CompositeAlarm;
}

export interface MonitorAlarmsProps {
  readonly hub: string;
  readonly monitor: string;
  /** Whom the pipeline's own alarms tell. */
  readonly topic: ITopic;
}

export function monitorAlarms(scope: Construct, { hub, monitor, topic }: MonitorAlarmsProps): MonitorAlarms {
  const alarms = Object.fromEntries(
    alarmTable(hub, monitor).map((row) => [row.kind, alarmOf(scope, row, { hub, monitor, topic })]),
  ) as Record<AlarmKind, Alarm>;
  const { "open-incidents": incidents, pipeline, freshness, heartbeat } = alarms;
  // Freshness has data from the first judged window on: before that, a heartbeat isn't missed.
  const isSilent = AlarmRule.allOf(
    AlarmRule.fromAlarm(heartbeat, AlarmState.INSUFFICIENT_DATA),
    AlarmRule.not(AlarmRule.fromAlarm(freshness, AlarmState.INSUFFICIENT_DATA)),
  );
  const isOn = [incidents, pipeline, freshness].map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM));
  const any = new CompositeAlarm(scope, "AnyAlarm", {
    compositeAlarmName: names.compositeAlarm(hub, monitor),
    alarmDescription: `Plumbline: something about ${monitor} wants attention; see which of its alarms is on.`,
    alarmRule: AlarmRule.anyOf(...isOn, isSilent),
  });
  return { incidents, pipeline, freshness, heartbeat, any };
}

function alarmOf(scope: Construct, row: AlarmRow, { hub, monitor, topic }: MonitorAlarmsProps): Alarm {
  const { kind, metric, comparison, threshold, periods, missing, tells, meaning, whatToDo } = row;
  const alarm = new Alarm(scope, `${pascalCase(kind)}Alarm`, {
    alarmName: names.alarm(hub, monitor, kind),
    alarmDescription: `Plumbline: ${monitor} ${meaning}. What to do: ${whatToDo}. More in docs/operations.md#${kind}.`,
    metric,
    comparisonOperator: comparison,
    threshold,
    evaluationPeriods: periods,
    treatMissingData: missing,
  });
  if (tells === "ALARM") alarm.addAlarmAction(new SnsAction(topic));
  if (tells === "INSUFFICIENT_DATA") alarm.addInsufficientDataAction(new SnsAction(topic));
  return alarm;
}

const pascalCase = (kind: string): string =>
  kind.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
