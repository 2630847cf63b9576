import type { Series } from "../metrics/metric-store.js";
import type { AlarmDefinition } from "./alarm-definition.js";
import type { AlarmState } from "./missing-data.js";

/** Why an alarm is in a state, in one sentence and in the manner of CloudWatch's StateReason. */
export function reasonFor(
  alarm: AlarmDefinition,
  state: AlarmState,
  current: AlarmState,
  values: Series,
  startMs: number,
): string {
  const real = values.flatMap((value, index) => (value === undefined ? [] : [{ value, index }]));
  const recent = real.slice(-alarm.evaluationPeriods);
  if (recent.length === 0) return reasonWithoutData(alarm, state);
  const shown = recent.map(({ value, index }) => {
    const time = new Date(startMs + index * alarm.periodMs).toISOString().slice(0, 16);
    return `${value} (${time.replace("T", " ")})`;
  });
  const breaching = recent.filter(({ value }) => alarm.comparison.breaches(value, alarm.threshold)).length;
  const relation = `${alarm.comparison.words} the threshold (${alarm.threshold})`;
  const minimum = `minimum ${alarm.datapointsToAlarm} datapoint${alarm.datapointsToAlarm === 1 ? "" : "s"}`;
  const points = `the last ${recent.length} datapoint${recent.length === 1 ? "" : "s"} [${shown.join(", ")}]`;
  if (state === "ALARM") {
    const filled = missingWords(alarm, recent.length);
    return `Threshold Crossed: ${breaching} out of ${points} ${wasOrWere(breaching)} ${relation}${filled} (${minimum} for ${current} -> ALARM transition).`;
  }
  if (state === "INSUFFICIENT_DATA") {
    return `Insufficient Data: ${points} breached the threshold (${alarm.threshold}), but more are needed to tell.`;
  }
  const good = recent.length - breaching;
  return `Threshold Crossed: ${good} out of ${points} ${wasOrWere(good)} not ${relation} (${minimum} for ALARM).`;
}

function wasOrWere(count: number): string {
  return count === 1 ? "was" : "were";
}

function missingWords(alarm: AlarmDefinition, real: number): string {
  const missing = alarm.evaluationPeriods - real;
  if (missing === 0 || alarm.treatMissingData !== "breaching") return "";
  return ` and ${missing} missing datapoint${missing === 1 ? "" : "s"} ${wasOrWere(missing)} treated as breaching`;
}

function reasonWithoutData(alarm: AlarmDefinition, state: AlarmState): string {
  const periods = alarm.evaluationPeriods;
  const count = `${periods} datapoint${periods === 1 ? "" : "s"}`;
  if (state === "INSUFFICIENT_DATA") return `Insufficient Data: ${count} ${wasOrWere(periods)} unknown.`;
  const treated = { breaching: "Breaching", notBreaching: "NonBreaching", missing: "Missing", ignore: "Ignored" };
  return `Threshold Crossed: no datapoints were received for ${periods} period${periods === 1 ? "" : "s"} and ${count} missing ${wasOrWere(periods)} treated as [${treated[alarm.treatMissingData]}].`;
}
