import type { Alarms, AlarmHistoryItem, AlarmView } from "../alarms/alarms.js";
import { numberField, onlyKnown, textField, textsField, timeField } from "../fields.js";
import type { Fields } from "../fields.js";
import { invalidValue } from "../errors.js";
import { pageOf } from "./paging.js";

/** DescribeAlarms: metric alarms by names, prefix or state. There are no composite alarms. */
export function describeAlarms(request: Fields, alarms: Alarms): Readonly<Record<string, unknown>> {
  onlyKnown(request, ["AlarmNames", "AlarmNamePrefix", "AlarmTypes", "StateValue", "MaxRecords", "NextToken"]);
  const names = textsField(request, "AlarmNames");
  const prefix = textField(request, "AlarmNamePrefix") ?? "";
  const state = textField(request, "StateValue");
  const types = textsField(request, "AlarmTypes");
  const found = alarms
    .views()
    .filter(
      ({ definition, state: current }) =>
        (types.length === 0 || types.includes("MetricAlarm")) &&
        (names.length === 0 || names.includes(definition.name)) &&
        definition.name.startsWith(prefix) &&
        (state === undefined || state === current),
    );
  const { items, ...token } = pageOf(found, recordsPerPage(request), textField(request, "NextToken"));
  return { MetricAlarms: items.map(alarmAnswer), CompositeAlarms: [], ...token };
}

function alarmAnswer({ definition, arn, state, sinceMs, reason }: AlarmView): Readonly<Record<string, unknown>> {
  const { properties } = definition;
  return {
    ...Object.fromEntries(Object.entries(properties).filter(([name]) => name !== "Tags")),
    ...(properties["Period"] !== undefined && { Period: definition.periodMs / 1000 }),
    DatapointsToAlarm: definition.datapointsToAlarm,
    AlarmName: definition.name,
    AlarmArn: arn,
    ActionsEnabled: definition.actionsEnabled,
    Threshold: definition.threshold,
    EvaluationPeriods: definition.evaluationPeriods,
    TreatMissingData: definition.treatMissingData,
    StateValue: state,
    StateReason: reason,
    StateUpdatedTimestamp: sinceMs / 1000,
  };
}

/** DescribeAlarmHistory: newest first unless asked otherwise. */
export function describeAlarmHistory(request: Fields, alarms: Alarms): Readonly<Record<string, unknown>> {
  onlyKnown(request, ["AlarmName", "HistoryItemType", "StartDate", "EndDate", "ScanBy", "MaxRecords", "NextToken"]);
  const name = textField(request, "AlarmName");
  const type = textField(request, "HistoryItemType");
  const startMs = timeField(request, "StartDate") ?? -Infinity;
  const endMs = timeField(request, "EndDate") ?? Infinity;
  const items = alarms
    .views()
    .filter(({ definition }) => name === undefined || definition.name === name)
    .flatMap(({ definition, history }) => history.map((item) => ({ name: definition.name, item })))
    .filter(({ item }) => (type === undefined || item.type === type) && item.timeMs >= startMs && item.timeMs <= endMs)
    .sort((a, b) => a.item.timeMs - b.item.timeMs);
  const ordered = textField(request, "ScanBy") === "TimestampAscending" ? items : items.toReversed();
  const { items: page, ...token } = pageOf(ordered, recordsPerPage(request), textField(request, "NextToken"));
  return { AlarmHistoryItems: page.map(({ name: alarm, item }) => historyAnswer(alarm, item)), ...token };
}

function historyAnswer(name: string, item: AlarmHistoryItem): Readonly<Record<string, unknown>> {
  return {
    AlarmName: name,
    AlarmType: "MetricAlarm",
    Timestamp: item.timeMs / 1000,
    HistoryItemType: item.type,
    HistorySummary: item.summary,
  };
}

function recordsPerPage(request: Fields): number {
  const size = numberField(request, "MaxRecords") ?? 50;
  if (Number.isInteger(size) && size >= 1 && size <= 100) return size;
  throw invalidValue(`MaxRecords expects 1 to 100, got ${size}`);
}
