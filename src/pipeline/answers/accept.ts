import type { Accept, NewNormal, Relearn } from "../../contracts/answers.js";
import { PlumblineError } from "../../contracts/errors.js";
import type { StateTable } from "../../contracts/ports.js";
import type { HourIndex, Incident } from "../../contracts/verdict.js";
import { hourKey, hourOf } from "../hour.js";
import { storedIncidents } from "../incidents.js";
import { hoursSince, latestHour } from "../observed-hours.js";
import { answersGiven, giveAnswer, type Speaker } from "./answer-log.js";
import { liveIncident, requireFeatures, requireMonitor } from "./known-names.js";

/** What is accepted: all that an incident holds, or features by name. */
export type AcceptWish =
  | { readonly incident: string }
  /** Without `sinceHour`, from where the open incident of each feature began. */
  | { readonly features: readonly string[]; readonly sinceHour: HourIndex | null };

/**
 * A change is the new normal: incidents of these features close, and what is normal of them is learned anew from the windows
 * since.
 *
 * @throws PlumblineError `NOTHING_TO_ACCEPT` for quality incidents, features without an open incident, hours without windows
 */
export async function accept(table: StateTable, monitor: string, wish: AcceptWish, speaker: Speaker): Promise<Accept> {
  await requireMonitor(table, monitor, speaker.atMs);
  const features =
    "incident" in wish
      ? ofIncident(await liveIncident(table, monitor, wish.incident, speaker.atMs))
      : await ofNames(table, monitor, wish.features, wish.sinceHour, speaker.atMs);
  await requireClock(table, monitor, speaker.atMs);
  await requireWindow(table, monitor, Math.max(...features.map(({ sinceHour }) => sinceHour)), speaker.atMs);
  const known = await answersGiven(table, monitor, Infinity);
  const incident = "incident" in wish ? wish.incident : null;
  return giveAnswer(table, monitor, { kind: "accept", incident, features }, speaker, known);
}

/** What is normal of all features is learned anew from windows of this hour on; open incidents of the data close. */
export async function relearnFrom(
  table: StateTable,
  monitor: string,
  sinceHour: HourIndex,
  speaker: Speaker,
): Promise<Relearn> {
  await requireMonitor(table, monitor, speaker.atMs);
  await requireClock(table, monitor, speaker.atMs);
  await requireWindow(table, monitor, sinceHour, speaker.atMs);
  const known = await answersGiven(table, monitor, Infinity);
  return giveAnswer(table, monitor, { kind: "relearn", sinceHour }, speaker, known);
}

/** The features of the data that an incident holds, each from the beginning of its change. */
function ofIncident({ id, findings }: Incident): readonly NewNormal[] {
  const ofData = findings.filter(({ role }) => role !== "quality");
  if (ofData.length === 0) {
    throw nothing(
      `incident ${id} expects to be of the data, got one of the model's quality: that is judged by labels; retrain, or mute it`,
    );
  }
  return firstOnsets(ofData);
}

function firstOnsets(findings: Incident["findings"]): readonly NewNormal[] {
  const since = new Map<string, HourIndex>();
  for (const { feature, onsetHour } of findings) {
    since.set(feature, Math.min(onsetHour, since.get(feature) ?? Infinity));
  }
  return [...since].map(([feature, sinceHour]) => ({ feature, sinceHour }));
}

async function ofNames(
  table: StateTable,
  monitor: string,
  names: readonly string[],
  sinceHour: HourIndex | null,
  nowMs: number,
): Promise<readonly NewNormal[]> {
  await requireFeatures(table, monitor, names, nowMs);
  if (sinceHour !== null) return names.map((feature) => ({ feature, sinceHour }));
  const live = (await storedIncidents(table, monitor, nowMs)).filter(({ status }) => status !== "closed");
  const found = firstOnsets(live.flatMap(({ findings }) => findings.filter(({ role }) => role !== "quality")));
  return names.map((name) => {
    const known = found.find(({ feature }) => feature === name);
    if (known) return known;
    throw nothing(`feature ${name} of ${monitor} is part of no open incident; say --since, from when on it is normal`);
  });
}

/** An answer counts from its window on: given in one that was judged before, it would never begin to count. */
async function requireClock(table: StateTable, monitor: string, nowMs: number): Promise<void> {
  const latest = await latestHour(table, monitor, nowMs);
  if (!latest || latest.hour < hourOf(nowMs)) return;
  throw new PlumblineError(
    "CLOCK_BEHIND",
    `the clock of this machine says ${new Date(nowMs).toISOString()}, but ${monitor} has judged ${hourKey(latest.hour)} already; set it right`,
  );
}

/** A normal that no window has shown can't be held against anything. */
async function requireWindow(table: StateTable, monitor: string, since: HourIndex, nowMs: number): Promise<void> {
  for await (const { hour, evidence } of hoursSince(table, monitor, since, nowMs)) {
    if (hour <= hourOf(nowMs) && evidence !== null && evidence.records > 0) return;
  }
  throw nothing(`${monitor} has judged no window since ${hourKey(since)} that could say what is normal`);
}

function nothing(message: string): PlumblineError {
  return new PlumblineError("NOTHING_TO_ACCEPT", message);
}
