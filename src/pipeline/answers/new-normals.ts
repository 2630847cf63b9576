import type { Accept, Answer, Relearn } from "../../contracts/answers.js";
import type { Baseline } from "../../contracts/baseline.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { type AnewNormal, anewNormal, type Since } from "../../core/verdict/calibrated/anew-rule.js";
import { CORRELATIONS } from "../../core/verdict/calibrated/correlation.js";
import type { CountedWindow } from "../../core/verdict/calibrated/counted-window.js";
import type { Acceptance } from "../../core/verdict/settle-accepted.js";
import type { MonitorConfig } from "../../config/index.js";
import type { AnalysisDeps } from "../deps.js";
import { getGzipJson, putGzipJson } from "../gzip-json.js";
import { hourOf } from "../hour.js";
import { objectKeys } from "../keys.js";
import { excludedPeriod } from "../normal/excluded.js";
import { zoneOf } from "../normal/time-zone.js";
import { hoursSince } from "../observed-hours.js";
import { windowOf } from "../windows.js";

/** An answer by which features have a new normal. */
export interface NewNormalAnswer {
  readonly number: number;
  /** The window in which it was given is the first that is judged by it. */
  readonly fromHour: HourIndex;
  readonly since: Since;
}

type NormalAnswer = Accept | Relearn;

const changesNormal = (answer: Answer): answer is NormalAnswer => answer.kind === "accept" || answer.kind === "relearn";

const firstWindow = ({ atMs }: Answer, window: MonitorConfig["window"]): HourIndex =>
  windowOf(hourOf(atMs), window).first;

/** What the fold of incidents must know of the answers. */
export function acceptancesOf(answers: readonly Answer[], window: MonitorConfig["window"]): readonly Acceptance[] {
  return answers.filter(changesNormal).map((answer) => ({
    fromHour: firstWindow(answer, window),
    // Correlations are learned anew with every acceptance.
    features:
      answer.kind === "relearn" ? null : new Set([...answer.features.map(({ feature }) => feature), CORRELATIONS]),
    closedBy: answer.kind === "relearn" ? "relearned" : "accepted",
  }));
}

/** Answers that count for this baseline: a later one has been learned from other data altogether. */
export function newNormalAnswers(
  answers: readonly Answer[],
  baseline: Baseline,
  activatedAtMs: number,
  window: MonitorConfig["window"],
): readonly NewNormalAnswer[] {
  return answers.filter(changesNormal).flatMap((answer) => {
    if (answer.atMs < activatedAtMs) return [];
    const since = sinceOf(answer, baseline);
    return since.size === 0 ? [] : [{ number: answer.number, fromHour: firstWindow(answer, window), since }];
  });
}

function sinceOf(answer: NormalAnswer, { features }: Baseline): Since {
  if (answer.kind === "relearn") return new Map(features.map(({ name }) => [name, answer.sinceHour]));
  const known = new Set([...features.map(({ name }) => name), CORRELATIONS]);
  return new Map(
    answer.features.filter(({ feature }) => known.has(feature)).map(({ feature, sinceHour }) => [feature, sinceHour]),
  );
}

/**
 * What the answer's features are held against at first: made of the windows between the change and the answer when the first
 * window after it is judged, and kept as it is from then on, so that an hour that is judged again is judged as it was.
 */
export async function storedAnew(
  answer: NewNormalAnswer,
  baseline: Baseline,
  nowMs: number,
  { store, table, monitor }: AnalysisDeps,
): Promise<AnewNormal> {
  const key = objectKeys.anew(monitor.name, baseline.version, answer.number);
  const known = await getGzipJson<AnewNormal>(store, key);
  if (known) return known;
  const windows: CountedWindow[] = [];
  for await (const { hour, evidence, baselineVersion } of hoursSince(
    table,
    monitor.name,
    Math.min(...answer.since.values()),
    nowMs,
  )) {
    if (hour >= answer.fromHour) break;
    const isCounted = evidence !== null && evidence.records > 0 && baselineVersion === baseline.version;
    if (isCounted && !excludedPeriod(hour, monitor.alarms.exclude)) windows.push({ hour, evidence });
  }
  const made = anewNormal(baseline, answer, windows, {
    falseAlarmsPer30Days: monitor.alarms.falseAlarmsPer30Days,
    window: monitor.window.size,
    zone: zoneOf(monitor.window.timeZone),
  });
  await putGzipJson(store, key, made);
  return made;
}
