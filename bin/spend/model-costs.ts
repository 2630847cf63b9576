import type { CostExplorerClient } from "@aws-sdk/client-cost-explorer";
import type { CostTag, MonitorConfig } from "../../src/config/index.js";
import type { DaySpan } from "./days.js";
import { type DayCost, QUESTION_USD, tagCost, type TagStatus, tagStatus } from "./tag-cost.js";

/** What the models behind one tag cost, beside what they predicted. */
export interface ModelCost {
  readonly tag: CostTag;
  /** Those that name the tag: their models share its cost. */
  readonly monitors: readonly string[];
  readonly usd: number;
  readonly days: readonly DayCost[];
  readonly predictions: number;
  /** Null where there was no cost or no prediction. */
  readonly usdPerThousand: number | null;
  /** Asked only where the cost is 0. */
  readonly status: TagStatus | null;
}

export interface ModelCosts {
  readonly models: readonly ModelCost[];
  /** What asking has cost. */
  readonly askedUsd: number;
}

/** Asks Cost Explorer once for each tag, and whether it is active where that says nothing. */
export async function modelCosts(
  client: CostExplorerClient,
  monitors: readonly MonitorConfig[],
  predictions: ReadonlyMap<string, number>,
  span: DaySpan,
): Promise<ModelCosts> {
  const models: ModelCost[] = [];
  let asked = 0;
  for (const { tag, names } of byTag(monitors)) {
    const { days, questions } = await tagCost(client, tag, span);
    asked += questions;
    const usd = days.reduce((sum, day) => sum + day.usd, 0);
    const status = usd === 0 ? await tagStatus(client, tag.key) : null;
    if (status !== null) asked++;
    const predicted = names.reduce((sum, name) => sum + (predictions.get(name) ?? 0), 0);
    const usdPerThousand = usd === 0 || predicted === 0 ? null : (usd / predicted) * 1_000;
    models.push({ tag, monitors: names, usd, days, predictions: Math.round(predicted), usdPerThousand, status });
  }
  return { models, askedUsd: asked * QUESTION_USD };
}

function byTag(monitors: readonly MonitorConfig[]): readonly { tag: CostTag; names: readonly string[] }[] {
  const found = new Map<string, { tag: CostTag; names: string[] }>();
  for (const { name, model } of monitors) {
    if (model.spend === null) continue;
    const { tag } = model.spend;
    const id = `${tag.key}=${tag.value}`;
    const group = found.get(id) ?? { tag, names: [] };
    group.names.push(name);
    found.set(id, group);
  }
  return [...found.values()];
}
