import { configFromData } from "../../../src/config/index.js";
import { baselineReader } from "../../../src/pipeline/baseline-store.js";
import { normalReader } from "../../../src/pipeline/normal/rule-store.js";
import { showWidget } from "../../../src/pipeline/widget/show-widget.js";
import { runHours } from "../memory/transactions.js";
import { createWorld, HOUR_MS, START_MS, type World } from "../memory/world.js";

export const ENDPOINT = "arn:aws:lambda:eu-west-1:123456789012:function:plumbline-payments-widget";
export const DAY = 24;
/** Eight days of reference, a quiet day, then amounts are 15 higher: half a standard deviation. */
const REFERENCE_HOURS = 8 * DAY;
export const ONSET = REFERENCE_HOURS + DAY;
export const END = ONSET + 30;

/** A calibrated monitor with an open incident of amount. */
export async function driftedWorld(): Promise<World> {
  const world = createWorld({
    alarms: { rule: "calibrated" },
    reference: { captures: "2026-02-02/2026-02-09" },
  });
  await runHours(world, { from: 0, to: REFERENCE_HOURS }, undefined, 50);
  await world.buildBaseline();
  await world.deliver();
  await world.analyze();
  await runHours(world, { from: REFERENCE_HOURS, to: END }, (hour) => (hour >= ONSET ? { amount: 15 } : {}), 50);
  return world;
}

/**
 * What a dashboard would show of this world.
 *
 * @param parameters of the widget, or the payload of a pressed button
 * @param configured of the monitor, in the dialect of plumbline.yaml
 */
export async function look(
  world: World,
  parameters: Readonly<Record<string, unknown>>,
  context: Readonly<Record<string, unknown>> = {},
  configured: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { table } = world;
  const store = world.buckets.bucket("store");
  const payments = { reference: { table: "s3://lake/t.csv" }, ...configured };
  const monitor = configFromData({ monitors: { payments } }, "test").monitors[0]!;
  const deps = {
    monitor,
    store,
    table,
    baselines: baselineReader(table, "payments"),
    normals: normalReader(store),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
  const timeRange = { start: START_MS + REFERENCE_HOURS * HOUR_MS, end: START_MS + END * HOUR_MS };
  const widgetContext = { accountId: "123456789012", theme: "light", params: {}, timeRange, ...context };
  const shown = await showWidget({ ...parameters, widgetContext }, { deps, endpoint: ENDPOINT, nowMs: world.nowMs });
  return typeof shown === "string" ? shown : shown.markdown;
}
