import type { FeatureKind } from "../../src/contracts/records.js";
import type { MetricLimit } from "../../src/core/drift/judge.js";
import type { Compared, FileComparison } from "./compare-files.js";

type Verdict = "drifting" | "insufficient data" | "only in reference" | "only in current" | "not compared" | "ok";

/** What `plumbline compare --json` prints; fields are added, never changed. */
export interface ComparisonReport {
  readonly reference: FileCounts;
  readonly current: FileCounts;
  /** True where any column drifts. */
  readonly drift: boolean;
  /** Columns by verdict. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  /** Most drifted first. */
  readonly columns: readonly ComparedColumn[];
}

interface FileCounts {
  readonly file: string;
  readonly records: number;
  readonly rejected: number;
}

export interface ComparedColumn {
  readonly name: string;
  readonly metrics: readonly {
    readonly name: string;
    readonly value: number;
    readonly pValue: number | null;
    readonly judgedBy: "value" | "p-value";
    readonly threshold: number;
    readonly verdict: "ok" | "drifting" | "insufficient data";
  }[];
  readonly verdict: Verdict;
  readonly kind: FeatureKind | null;
  /** Change in standard deviations of the reference; null where it could not be judged. */
  readonly effect: number | null;
  readonly rows: Sides;
  readonly missing: Sides;
  /** Metrics without a value here, and why. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
  /** Why it was not compared; null where it was. */
  readonly reason: string | null;
}

type Sides = { readonly reference: number; readonly current: number } | null;

const ORDER: readonly Verdict[] = [
  "drifting",
  "insufficient data",
  "only in reference",
  "only in current",
  "not compared",
  "ok",
];

/** @param wanted columns to report; empty: all but ignored ones */
export function comparisonReport(
  comparison: FileComparison,
  limits: readonly MetricLimit[],
  wanted: readonly string[],
  ignored: readonly string[],
): ComparisonReport {
  const columns = comparison.names
    .filter((name) => !ignored.includes(name) && (wanted.length === 0 || wanted.includes(name)))
    .map((name) => columnOf(name, comparison, limits))
    .sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || (b.effect ?? 0) - (a.effect ?? 0));
  const verdicts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of columns) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  const counts = ({ name, records, rejects }: FileComparison["reference"]): FileCounts => ({
    file: name,
    records,
    rejected: rejects.total,
  });
  return {
    reference: counts(comparison.reference),
    current: counts(comparison.current),
    drift: verdicts.drifting !== undefined,
    verdicts,
    columns,
  };
}

function columnOf(name: string, comparison: FileComparison, limits: readonly MetricLimit[]): ComparedColumn {
  const compared = comparison.compared.get(name);
  if (compared) return comparedColumn(name, compared, limits);
  const nothing = { name, metrics: [], kind: null, effect: null, rows: null, missing: null, leftOut: [] };
  const side = comparison.onlyIn.get(name);
  if (side) return { ...nothing, verdict: `only in ${side}`, reason: `the ${other(side)} file has no such column` };
  return { ...nothing, verdict: "not compared", reason: comparison.skipped.get(name) ?? "no record holds it" };
}

const other = (side: "reference" | "current") => (side === "reference" ? "current" : "reference");

function comparedColumn(name: string, compared: Compared, limits: readonly MetricLimit[]): ComparedColumn {
  const { reference, current, effect, leftOut, metrics, verdict } = compared;
  const applies = limits.some(({ metric }) => metric.appliesTo.includes(reference.kind));
  return {
    name,
    metrics: metrics.map(({ name, value, pValue, state }) => {
      const { judgedBy, threshold } = limits.find(({ metric }) => metric.name === name)!;
      return { name, value, pValue, judgedBy, threshold, verdict: spelt(state) };
    }),
    verdict: applies ? spelt(verdict) : "not compared",
    kind: reference.kind,
    effect: verdict === "insufficient" ? null : effect,
    rows: { reference: reference.rows, current: current.rows },
    missing: { reference: reference.missing, current: current.missing },
    leftOut,
    reason: applies ? null : `no chosen metric is for ${reference.kind} columns`,
  };
}

function spelt(state: "ok" | "drifting" | "insufficient"): "ok" | "drifting" | "insufficient data" {
  return state === "insufficient" ? "insufficient data" : state;
}
