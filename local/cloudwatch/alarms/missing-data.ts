/**
 * How a CloudWatch alarm decides from datapoints of which some may be missing.
 *
 * CloudWatch looks at more periods (the evaluation range) than the alarm evaluates. With enough real datapoints in
 * the range it decides by the newest of them; otherwise it fills up, as few times as possible, with what
 * `TreatMissingData` says.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export type MissingDataTreatment = "missing" | "notBreaching" | "breaching" | "ignore";

/** One period of the evaluation range. */
export type Datapoint = "breaching" | "ok" | "missing";

export interface MofN {
  /** N: how many datapoints decide. */
  readonly evaluationPeriods: number;
  /** M: how many of them must breach. */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: MissingDataTreatment;
}

/**
 * Periods looked at beyond the evaluation periods. AWS says only that it is "a higher number"; its documented
 * examples show 5 for an alarm of 3.
 */
const EXTRA_PERIODS = 2;

export function evaluationRange(evaluationPeriods: number): number {
  return evaluationPeriods + EXTRA_PERIODS;
}

/**
 * The state that follows from the evaluation range.
 *
 * @param range datapoints, oldest first; `evaluationRange` of them
 * @param current the state before, which `ignore` keeps
 */
export function stateOf(range: readonly Datapoint[], rule: MofN, current: AlarmState): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = rule;
  const real = range.filter((point) => point !== "missing").slice(-evaluationPeriods);
  const breaching = real.filter((point) => point === "breaching").length;
  const filled = evaluationPeriods - real.length;
  if (breaching >= datapointsToAlarm) return "ALARM";
  if (filled === 0) return "OK";
  if (treatMissingData === "breaching") return breaching + filled >= datapointsToAlarm ? "ALARM" : "OK";
  if (treatMissingData === "notBreaching" || breaching < real.length) return "OK";
  // Left: nothing but holes and too few breaching datapoints.
  if (treatMissingData === "ignore") return current;
  return isOldEnough(range, datapointsToAlarm) ? "ALARM" : "INSUFFICIENT_DATA";
}

/**
 * A lone breaching datapoint alarms once it is as old as `datapointsToAlarm` periods with nothing good after it; a
 * younger one may still be followed by good ones.
 */
function isOldEnough(range: readonly Datapoint[], datapointsToAlarm: number): boolean {
  const oldest = range.indexOf("breaching");
  return oldest !== -1 && range.length - oldest >= datapointsToAlarm;
}
