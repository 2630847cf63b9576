import type { AlarmDefinition } from "./alarm-definition.js";
import type { AlarmState } from "./missing-data.js";

export interface StateChange {
  readonly alarm: AlarmDefinition;
  readonly arn: string;
  readonly region: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  readonly timeMs: number;
}

/** SNS takes subjects of at most 100 characters. */
const SUBJECT_LIMIT = 100;

/** The subject of an alarm's e-mail. */
export function noticeSubject({ to, alarm, region }: StateChange): string {
  const subject = `${to}: "${alarm.name}" in ${region}`;
  return subject.length <= SUBJECT_LIMIT ? subject : `${subject.slice(0, SUBJECT_LIMIT - 1)}…`;
}

/** The plain text that e-mail subscribers of an alarm's topic read: what, why, and what is watched. */
export function noticeBody(change: StateChange): string {
  const { alarm, arn, region, from, to, reason, timeMs } = change;
  const { comparison, threshold, datapointsToAlarm, evaluationPeriods, periodMs } = alarm;
  return [
    `The CloudWatch alarm "${alarm.name}" in ${region} has entered the ${to} state, because "${reason}" at ${utc(timeMs)}.`,
    "",
    "Alarm Details:",
    `- Name: ${alarm.name}`,
    `- Description: ${alarm.description ?? "(none)"}`,
    `- State Change: ${from} -> ${to}`,
    `- Reason for State Change: ${reason}`,
    `- Timestamp: ${utc(timeMs)}`,
    `- Alarm Arn: ${arn}`,
    "",
    "Threshold:",
    `- In ALARM when the metric is ${comparison.words} ${threshold} for at least ${datapointsToAlarm} of the last ${evaluationPeriods} period(s) of ${periodMs / 1000} seconds.`,
    `- Missing data: ${alarm.treatMissingData}`,
    "",
    "Monitored Metric:",
    ...alarm.queries.flatMap(watchedLines),
    "",
    "State Change Actions:",
    ...(["OK", "ALARM", "INSUFFICIENT_DATA"] as const).map((state) => `- ${state}: ${alarm.actions[state].join(" ")}`),
    "",
  ].join("\n");
}

function watchedLines(query: AlarmDefinition["queries"][number]): readonly string[] {
  if (query.kind === "expression") return [`- ${query.id} = ${query.text}`];
  const { metric, statistic, unit } = query.stat;
  const dimensions = metric.dimensions.map(({ name, value }) => `${name} = ${value}`).join(", ");
  const inUnit = unit === undefined ? "" : ` in ${unit}`;
  return [`- ${query.id} = ${statistic.name} of ${metric.namespace} ${metric.name} [${dimensions}]${inUnit}`];
}

function utc(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
