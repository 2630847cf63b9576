import type { Config } from "../../config/index.js";
import { ConditionFailedError } from "../../contracts/errors.js";
import { HUB_DIMENSION, SPEND_METRICS } from "../../contracts/metrics.js";
import type { Log, MailSink, MetricSink, StateTable } from "../../contracts/ports.js";
import type { FunctionMeter, SpendOverride, SpendStanding } from "../../contracts/spend.js";
import { nextStanding, type SpendFacts, type SpendFigures, spendFigures } from "../../core/spend/guard.js";
import { intervalBound } from "../../core/spend/interval.js";
import type { BilledService } from "../../core/spend/price-table.js";
import { spendPrices } from "../../core/spend/spend-prices.js";
import { costByService, costOf } from "../../core/spend/usage.js";
import { partitions } from "../keys.js";
import { standingCosts, type StandingCosts } from "../predict-spend.js";
import { capturesAnHour, paceOf } from "./pace.js";
import { bringUpToDate, type UsageByMonitor } from "./ledger.js";
import { STATE } from "./standing.js";
import { newsOf, send, type SpendNotice } from "./spend-news.js";

export interface GuardDeps {
  readonly config: Config;
  readonly table: StateTable;
  readonly tableName: string;
  readonly meter: FunctionMeter;
  readonly metrics: MetricSink;
  readonly mails: MailSink;
  readonly pageTopicArn: string;
  readonly log: Log;
}

/** One monitor's work this month, or what the hub has standing there, US dollars. */
export interface PartSpend {
  readonly name: string;
  /** By work, and what stands there in the whole month. */
  readonly meteredUsd: number;
  readonly standingUsd: number;
  readonly services: Readonly<Partial<Record<BilledService, number>>>;
}

/** The guard's word, as it stands in the table. */
export interface SpendStateBody {
  readonly standing: SpendStanding;
  readonly figures: SpendFigures;
  readonly parts: readonly PartSpend[];
  readonly override: SpendOverride | null;
  readonly monthlyUsd: number;
  readonly atMs: number;
  /** Of one hour, on average of the day before the present pause; null where there is none. */
  readonly capturesBefore: number | null;
  /** Told when it is sent: a crash in between tells it again. */
  readonly pending: readonly SpendNotice[];
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
  const { config, table } = deps;
  const { hub, monitors } = config;
  const pk = partitions.spend();
  const [stored, overridden] = await Promise.all([table.get(pk, STATE, nowMs), table.get(pk, OVERRIDE, nowMs)]);
  const before = stored ? (stored.body as SpendStateBody) : null;
  const prices = spendPrices(policy.prices);
  const watched = monitors.map(({ name, labels }) => ({ name, labelled: labels !== null }));
  const ledger = await bringUpToDate(nowMs, { hub: hub.name, monitors: watched, table, meter: deps.meter });

  const spenders = { monitors: monitors.length, labelled: watched.filter(({ labelled }) => labelled).length };
  const bound = intervalBound(policy.monthlyUsd, spenders, prices);
  const standing = standingCosts(config, prices);
  const parts = partsOf(ledger.usage, standing, prices);
  const facts: SpendFacts = {
    nowMs,
    meteredUsd: parts.reduce((sum, part) => sum + part.meteredUsd, 0),
    standingUsd: parts.reduce((sum, part) => sum + part.standingUsd, 0),
    paceUsd: paceOf(ledger.lastDay, before?.standing.sampling ?? [], nowMs, prices),
    reserveUsd: bound.reserveUsd,
    override: (overridden?.body as SpendOverride | undefined) ?? null,
  };
  const next = nextStanding(before?.standing ?? null, facts, policy);
  const begins = next.state === "paused" && before?.standing.state !== "paused";
  const body: SpendStateBody = {
    standing: next,
    figures: spendFigures(facts, policy),
    parts,
    override: facts.override,
    monthlyUsd: policy.monthlyUsd,
    atMs: nowMs,
    capturesBefore: begins ? capturesAnHour(ledger.lastDay) : (before?.capturesBefore ?? null),
    pending: [],
  };
  const pending = [
    ...(before?.pending ?? []),
    ...newsOf(before, body, { hub, tableName: deps.tableName, policy, prices, bound, watched: monitors }),
  ];
  const written = { ...body, pending };
  const expect = stored ? { revision: stored.revision } : ("absent" as const);
  const revision = await table.put({ pk, sk: STATE, body: written }, nowMs, { expect });
  await publish(body, nowMs, deps);
  const left = await send(pending, nowMs, deps);
  if (pending.length > 0) {
    await table.put({ pk, sk: STATE, body: { ...body, pending: left } }, nowMs, { expect: { revision } });
  }
  return { ...body, pending: left };
}

function partsOf(
  usage: UsageByMonitor,
  { hubUsd, monitors }: StandingCosts,
  prices: Parameters<typeof costOf>[1],
): readonly PartSpend[] {
  return [
    ...monitors.map(({ name, usd }) => {
      const used = usage[name] ?? {};
      return {
        name,
        meteredUsd: costOf(used, prices),
        standingUsd: usd,
        services: Object.fromEntries(costByService(used, prices)),
      };
    }),
    { name: "hub", meteredUsd: 0, standingUsd: hubUsd, services: {} },
  ];
}

async function publish({ figures }: SpendStateBody, nowMs: number, { metrics, config }: GuardDeps): Promise<void> {
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
