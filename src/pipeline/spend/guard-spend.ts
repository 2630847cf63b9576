import type { Config } from "../../config/index.js";
import { ConditionFailedError } from "../../contracts/errors.js";
import { HUB_DIMENSION, SPEND_METRICS } from "../../contracts/metrics.js";
import type { Item, MetricSink } from "../../contracts/ports.js";
import type { SpendOverride, WorkMeter } from "../../contracts/spend.js";
import { nextStanding, type SpendFacts, spendFigures } from "../../core/spend/guard.js";
import { hoursLeft } from "../../core/spend/month.js";
import { intervalBound, type Spenders } from "../../core/spend/interval.js";
import type { PriceTable } from "../../core/spend/price-table.js";
import { PER_LANDING } from "../../core/spend/rates.js";
import { spendPrices } from "../../core/spend/spend-prices.js";
import { costByService, costOf, type Usage } from "../../core/spend/usage.js";
import { partitions } from "../keys.js";
import { standingCosts, type StandingCosts } from "../predict-spend.js";
import { landingsAnHour, paceOf } from "./pace.js";
import { bringUpToDate, landedSince, type UsageByMonitor } from "./ledger.js";
import { STATE } from "./standing.js";
import { newsOf, send, type TellingDeps } from "./spend-news.js";
import type { PartSpend, SpendStateBody } from "./spend-state.js";

export interface GuardDeps extends TellingDeps {
  readonly config: Config;
  readonly tableName: string;
  readonly meter: WorkMeter;
  readonly metrics: MetricSink;
}

/** The override's item. */
export const OVERRIDE = "OVERRIDE";

/**
 * One look at the hub's spend: counts the last hours, says where the hub stands, and tells what is new. Where another
 * run is at work, this one ends quietly.
 *
 * @returns null when another run was faster, or the hub has no cap
 */
export async function guardSpend(nowMs: number, deps: GuardDeps): Promise<SpendStateBody | null> {
  const policy = deps.config.hub.spend;
  if (policy === null) return null;
  try {
    return await look(nowMs, policy, deps);
  } catch (error) {
    if (error instanceof ConditionFailedError) return null;
    throw error;
  }
}

type Policy = NonNullable<Config["hub"]["spend"]>;

async function look(nowMs: number, policy: Policy, deps: GuardDeps): Promise<SpendStateBody> {
  const { config, table, tableName, topicArns } = deps;
  const { hub, monitors } = config;
  const pk = partitions.spend();
  const [stored, overridden] = await Promise.all([table.get(pk, STATE, nowMs), table.get(pk, OVERRIDE, nowMs)]);
  const before = stored ? (stored.body as SpendStateBody) : null;
  // A late look must not go back behind a newer one: into an old month, or to a share that no capture was held to.
  if (before && nowMs < before.atMs) throw new ConditionFailedError("look at the spend");
  const prices = spendPrices(policy.prices);
  const watched = monitors.map(({ name, labels }) => ({ name, labelled: labels !== null }));
  const bound = intervalBound(policy.monthlyUsd, spendersOf(watched), prices);
  const ledger = await bringUpToDate(nowMs, { hub: hub.name, monitors: watched, table, meter: deps.meter });
  const parts = partsOf(ledger.usage, standingCosts(config, prices), prices);
  const facts: SpendFacts = {
    nowMs,
    meteredUsd: parts.reduce((sum, part) => sum + part.meteredUsd, 0),
    standingUsd: parts.reduce((sum, part) => sum + part.standingUsd, 0),
    landingUsd: landingsAnHour(ledger.lastDay, nowMs) * hoursLeft(nowMs) * costOf(PER_LANDING, prices),
    paceUsd: paceOf(ledger.lastDay, before?.standing.sampling ?? [], nowMs, prices),
    reserveUsd: bound.reserveUsd,
    override: (overridden?.body as SpendOverride | undefined) ?? null,
  };
  const standing = nextStanding(before?.standing ?? null, facts, policy);
  const body: SpendStateBody = {
    standing,
    figures: spendFigures(facts, policy),
    parts,
    override: facts.override,
    monthlyUsd: policy.monthlyUsd,
    atMs: nowMs,
    pending: before?.pending ?? [],
  };
  const resumes = before?.standing.state === "paused" && standing.state !== "paused";
  const waiting = resumes ? await landedSince(before.standing.sinceMs, nowMs, table) : 0;
  const news = newsOf(before, body, {
    hub,
    tableName,
    topicArns,
    policy,
    prices,
    bound,
    waiting,
    monitors: monitors.length,
  });
  return tell({ ...body, pending: [...body.pending, ...news] }, stored, deps);
}

/** Writes the new word with what is to be told, tells it, and writes what could not be told. */
async function tell(body: SpendStateBody, before: Item | null, deps: GuardDeps): Promise<SpendStateBody> {
  const { table } = deps;
  const key = { pk: partitions.spend(), sk: STATE };
  const expect = before ? { revision: before.revision } : ("absent" as const);
  const revision = await table.put({ ...key, body }, body.atMs, { expect });
  await publish(body, deps);
  if (body.pending.length === 0) return body;
  const left = { ...body, pending: await send(body.pending, body.atMs, deps) };
  await table.put({ ...key, body: left }, body.atMs, { expect: { revision } });
  return left;
}

function spendersOf(watched: readonly { readonly labelled: boolean }[]): Spenders {
  return { monitors: watched.length, labelled: watched.filter(({ labelled }) => labelled).length };
}

function partsOf(usage: UsageByMonitor, { hubUsd, monitors }: StandingCosts, prices: PriceTable): readonly PartSpend[] {
  // A monitor that has been taken away, or has another name now, has spent what it has spent.
  const gone = Object.keys(usage).filter((name) => monitors.every((monitor) => monitor.name !== name));
  return [
    ...monitors.map(({ name, usd }) => partOf(name, usage[name], usd, prices)),
    ...gone.map((name) => partOf(name, usage[name], 0, prices)),
    { name: "hub", meteredUsd: 0, standingUsd: hubUsd, services: {} },
  ];
}

function partOf(name: string, used: Usage = {}, standingUsd: number, prices: PriceTable): PartSpend {
  const services = Object.fromEntries(costByService(used, prices));
  return { name, meteredUsd: costOf(used, prices), standingUsd, services };
}

async function publish({ figures, atMs: nowMs }: SpendStateBody, { metrics, config }: GuardDeps): Promise<void> {
  const values = [
    [SPEND_METRICS.spend, figures.spentUsd],
    [SPEND_METRICS.forecast, figures.forecastUsd],
  ] as const;
  await metrics.publish(
    values.map(([{ name, unit }, value]) => ({
      name,
      unit,
      value,
      timestampMs: nowMs,
      dimensions: { [HUB_DIMENSION]: config.hub.name },
    })),
  );
}
