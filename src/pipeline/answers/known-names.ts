import { nearestName } from "../../config/problems/nearest-name.js";
import { PlumblineError } from "../../contracts/errors.js";
import type { StateTable } from "../../contracts/ports.js";
import type { Incident } from "../../contracts/verdict.js";
import { driftMetrics } from "../../core/drift/registry.js";
import { activeBaseline, baselineReader } from "../baseline-store.js";
import { storedIncidents } from "../incidents.js";
import { partitions } from "../keys.js";

/** Checks of the calibrated rule, and those of the model's quality; fixed thresholds have the names of their metrics. */
const CHECKS = [
  "shift",
  "spread",
  "shape",
  "missing",
  "unseen",
  "pair",
  "all pairs",
  "realised",
  "concept",
  "threshold",
  "coverage",
];

/** @throws PlumblineError `UNKNOWN_MONITOR` when no function of this monitor has ever written into this table */
export async function requireMonitor(table: StateTable, monitor: string, nowMs: number): Promise<void> {
  for await (const item of table.query(partitions.state(monitor), { limit: 1 }, nowMs)) if (item.sk !== "") return;
  throw unknown("monitor", monitor, "is not in this table; is it the hub's table, and the region its own?");
}

/** @throws PlumblineError `UNKNOWN_FEATURE` for what is neither a feature of the active baseline nor part of any incident */
export async function requireFeatures(
  table: StateTable,
  monitor: string,
  features: readonly string[],
  nowMs: number,
): Promise<void> {
  if (features.length === 0) return;
  const found = await activeBaseline(table, monitor, nowMs);
  const baseline = found && (await baselineReader(table, monitor).load(found.active.version, nowMs));
  const incidents = await storedIncidents(table, monitor, nowMs);
  const told = incidents.flatMap(({ findings }) => findings.map(({ feature }) => feature));
  const known = [...new Set([...(baseline?.features.map(({ name }) => name) ?? []), ...told])];
  for (const feature of features)
    if (!known.includes(feature)) throw unknown("feature", feature, nearest(feature, known));
}

/** @throws PlumblineError `UNKNOWN_CHECK` */
export function requireCheck(check: string | null): void {
  const known = [...CHECKS, ...driftMetrics.names];
  if (check !== null && !known.includes(check)) throw unknown("check", check, nearest(check, known));
}

/** @throws PlumblineError `UNKNOWN_INCIDENT`, naming the live ones */
export async function liveIncident(table: StateTable, monitor: string, id: string, nowMs: number): Promise<Incident> {
  const incidents = await storedIncidents(table, monitor, nowMs);
  const live = incidents.filter(({ status }) => status !== "closed");
  const incident = live.find((one) => one.id === id);
  if (incident) return incident;
  const named = live.map((one) => `${one.id} (${one.findings[0]?.feature ?? "the data"})`).join(", ");
  const others = live.length === 0 ? "none is open" : `open are ${named}`;
  const closed = incidents.some((one) => one.id === id);
  throw unknown("incident", id, `of ${monitor} ${closed ? "is closed already" : "is not known"}; ${others}`);
}

function nearest(name: string, known: readonly string[]): string {
  const candidate = nearestName(name, known);
  const hint = candidate === null ? `; known are ${known.slice(0, 20).join(", ")}` : `; did you mean ${candidate}?`;
  return `is not known${hint}`;
}

function unknown(what: string, name: string, why: string): PlumblineError {
  return new PlumblineError(`UNKNOWN_${what.toUpperCase()}`, `${what} ${name} ${why}`, { details: { [what]: name } });
}
