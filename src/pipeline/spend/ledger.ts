import type { StateTable } from "../../contracts/ports.js";
import type { FunctionRuns, WorkMeter } from "../../contracts/spend.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { elapsedShare, monthOf, monthSpan } from "../../core/spend/month.js";
import { FUNCTION_GB, PER_LANDING } from "../../core/spend/rates.js";
import { addUsage, scaleUsage, type Usage } from "../../core/spend/usage.js";
import { DAY_MS, hourFromKey, hourKey, hourOf, startMsOf } from "../hour.js";
import { partitions } from "../keys.js";
import { usageOfHour } from "./usage-items.js";

/** What work has used, by monitor. */
export type UsageByMonitor = Readonly<Record<string, Usage>>;

/** A month's work so far. */
export interface MonthLedger {
  readonly usage: UsageByMonitor;
  /** The last day, hour by hour, the present one included; ascending. */
  readonly lastDay: readonly { readonly hour: HourIndex; readonly usage: UsageByMonitor }[];
}

export interface LedgerDeps {
  readonly hub: string;
  readonly monitors: readonly { readonly name: string; readonly labelled: boolean }[];
  readonly table: StateTable;
  readonly meter: WorkMeter;
}

/**
 * Runs tell what they asked for when they end, and CloudWatch of their seconds some minutes later: an hour is counted
 * again until so many hours after it, and then no more.
 */
const FINAL_HOURS = 3;
/** Runs' own counts are kept for three days: of what the guard has slept through for longer AWS alone tells. */
const TOLD_HOURS = 72;
const KEEP_HOURS_MS = 70 * DAY_MS;
const DAY_HOURS = 24;

interface MonthBody {
  /** Last hour that is in it. */
  readonly through: string;
  readonly usage: UsageByMonitor;
}

/**
 * Brings the ledger up to now: hours that may still change are counted anew, those that are final go into their month.
 * Doing it twice, or again after a crash, gives the same.
 */
export async function bringUpToDate(nowMs: number, deps: LedgerDeps): Promise<MonthLedger> {
  const now = hourOf(nowMs);
  const first = hourOf(monthSpan(nowMs).startMs);
  const stored = await storedMonth(first, nowMs, deps);
  // Until the new month has a final hour, the end of the old one is counted out: at its turn, or after a long sleep.
  const old = stored === null ? await storedMonth(first - 1, nowMs, deps) : null;
  if (old) await countMonth(old, first - 1, nowMs, deps);
  const usage = await countMonth(stored, now, nowMs, deps);
  return { usage, lastDay: await hoursOf(deps.table, now - DAY_HOURS, now, nowMs) };
}

interface StoredMonth {
  readonly body: MonthBody;
  readonly revision: string;
}

const monthKey = (hour: HourIndex): string => `MONTH#${monthOf(startMsOf(hour))}`;

/** @param hour any hour of the month */
async function storedMonth(hour: HourIndex, nowMs: number, { table }: LedgerDeps): Promise<StoredMonth | null> {
  const item = await table.get(partitions.spend(), monthKey(hour), nowMs);
  return item && { body: item.body as MonthBody, revision: item.revision };
}

/**
 * @param stored the month as it was counted so far
 * @param last last hour to count
 */
async function countMonth(
  stored: StoredMonth | null,
  last: HourIndex,
  nowMs: number,
  deps: LedgerDeps,
): Promise<UsageByMonitor> {
  const from = stored ? hourFromKey(stored.body.through) + 1 : hourOf(monthSpan(startMsOf(last)).startMs);
  const counted = await countHours(from, last, nowMs, deps);
  const final = counted.filter(({ hour }) => hour <= hourOf(nowMs) - FINAL_HOURS);
  const closed = sum([stored?.body.usage ?? {}, ...final.map(({ usage }) => usage)]);
  const through = final.at(-1)?.hour;
  if (through !== undefined) {
    const body: MonthBody = { through: hourKey(through), usage: closed };
    const expect = stored ? { revision: stored.revision } : "absent";
    await deps.table.put({ pk: partitions.spend(), sk: monthKey(last), body }, nowMs, { expect });
  }
  return sum([closed, ...counted.slice(final.length).map(({ usage }) => usage)]);
}

/** Captures and label files of all monitors. Our own events, a few an hour, are among them. */
export function landingsOf(usage: UsageByMonitor): number {
  return Object.values(usage).reduce((sum, used) => sum + (used.objectEvent ?? 0), 0);
}

/** What has landed since a time, its whole hour included. */
export async function landedSince(fromMs: number, nowMs: number, table: StateTable): Promise<number> {
  const hours = await hoursOf(table, hourOf(fromMs), hourOf(nowMs), nowMs);
  return hours.reduce((sum, { usage }) => sum + landingsOf(usage), 0);
}

interface CountedHour {
  readonly hour: HourIndex;
  readonly usage: UsageByMonitor;
}

/** Counts hours and keeps them. */
async function countHours(from: HourIndex, to: HourIndex, nowMs: number, deps: LedgerDeps): Promise<CountedHour[]> {
  if (to < from) return [];
  const { hub, monitors, table, meter } = deps;
  const functions = monitors.flatMap(({ name, labelled }) =>
    Object.entries(FUNCTION_GB)
      .filter(([last]) => labelled || last !== "labels")
      .map(([last, gb]) => ({ monitor: name, gb, name: `${hub}-${name}-${last}` })),
  );
  const queues = monitors.flatMap(({ name, labelled }) =>
    (labelled ? ["captures", "labels"] : ["captures"]).map((last) => ({
      monitor: name,
      name: `${hub}-${name}-${last}`,
    })),
  );
  const namesOf = (all: readonly { readonly name: string }[]): readonly string[] => all.map(({ name }) => name);
  const [runs, sent] = await Promise.all([
    meter.runs(namesOf(functions), from, to),
    meter.sent(namesOf(queues), from, to),
  ]);
  const hours: CountedHour[] = [];
  for (let hour = from; hour <= to; hour++) {
    const usage: Record<string, Usage> = {};
    const isTold = hour > hourOf(nowMs) - TOLD_HOURS;
    const told = await Promise.all(
      monitors.map(({ name }) => (isTold ? usageOfHour(table, name, hour, nowMs) : Promise.resolve<Usage>({}))),
    );
    for (const [index, { name }] of monitors.entries()) {
      const asked = told[index]!;
      const own = functions.filter(({ monitor }) => monitor === name);
      const ran = own.map((each) => usageOfRuns(runs.get(each.name) ?? [], hour, each.gb));
      const landed = queues
        .filter(({ monitor }) => monitor === name)
        .map((each) => usageOfLandings(sent.get(each.name)?.get(hour) ?? 0));
      const used = addUsage(storedFrom(asked, hour), ...ran, ...landed);
      if (Object.keys(used).length > 0) usage[name] = used;
    }
    hours.push({ hour, usage });
    const item = { pk: partitions.spend(), sk: `HOUR#${hourKey(hour)}`, body: { usage } };
    await table.put({ ...item, expiresAtMs: startMsOf(hour) + KEEP_HOURS_MS }, nowMs);
  }
  return hours;
}

function usageOfRuns(runs: readonly FunctionRuns[], hour: HourIndex, gb: number): Usage {
  const found = runs.find((run) => run.hour === hour);
  return found ? { lambdaRequest: found.invocations, lambdaGbSecond: (found.durationMs / 1000) * gb } : {};
}

/** What lands costs also where nobody works on it. */
function usageOfLandings(messages: number): Usage {
  return messages > 0 ? scaleUsage(PER_LANDING, messages) : {};
}

/** What is stored in the middle of a month is paid for the rest of it. What earlier months have left is not in the ledger. */
function storedFrom(usage: Usage, hour: HourIndex): Usage {
  const { s3StorageGbMonth } = usage;
  if (s3StorageGbMonth === undefined) return usage;
  return { ...usage, s3StorageGbMonth: s3StorageGbMonth * (1 - elapsedShare(startMsOf(hour))) };
}

async function hoursOf(table: StateTable, from: HourIndex, to: HourIndex, nowMs: number): Promise<CountedHour[]> {
  const hours: CountedHour[] = [];
  const range = { from: `HOUR#${hourKey(from)}`, to: `HOUR#${hourKey(to)}` };
  for await (const { sk, body } of table.query(partitions.spend(), range, nowMs)) {
    const { usage } = body as { readonly usage: UsageByMonitor };
    hours.push({ hour: hourFromKey(sk.slice("HOUR#".length)), usage });
  }
  return hours;
}

function sum(parts: readonly UsageByMonitor[]): UsageByMonitor {
  const total: Record<string, Usage> = {};
  for (const [name, usage] of parts.flatMap((part) => Object.entries(part))) {
    total[name] = addUsage(total[name] ?? {}, usage);
  }
  return total;
}
