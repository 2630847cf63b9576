import type { LensWindow } from "../scores/check-score.js";
import type { WindowClock } from "./window-clock.js";

/** Evidence of a feature, window by window or summed over lenses. Columns of length `windows`. */
export interface LensTable {
  readonly windows: number;
  /** K = B + 2. */
  readonly columns: number;
  readonly rows: Float64Array;
  readonly missing: Float64Array;
  readonly missingOf: Float64Array;
  readonly unseen: Float64Array;
  readonly unseenOf: Float64Array;
  /** Row-weighted mean residuals, shape [windows][K]. */
  readonly residuals: Float64Array;
}

export function emptyLensTable(windows: number, columns: number): LensTable {
  const column = (): Float64Array => new Float64Array(windows);
  return {
    windows,
    columns,
    rows: column(),
    missing: column(),
    missingOf: column(),
    unseen: column(),
    unseenOf: column(),
    residuals: new Float64Array(windows * columns),
  };
}

/** One window of a table as what a check is judged on. */
export function lensWindow(table: LensTable, i: number): LensWindow {
  return {
    rows: table.rows[i]!,
    missing: table.missing[i]!,
    missingOf: table.missingOf[i]!,
    unseen: table.unseen[i]!,
    unseenOf: table.unseenOf[i]!,
    residuals: table.residuals,
    at: i * table.columns,
  };
}

/**
 * Sums over the `hours` up to and including each window: E_k = sum n_i E_i / sum n_i. Hours without captures weigh
 * nothing. Only windows whose whole lens lies inside the reference are kept.
 */
export function rollingLenses(table: LensTable, clock: WindowClock, hours: number): LensTable {
  const first = clock.hours[0] ?? 0;
  const kept: number[] = [];
  for (let i = 0; i < table.windows; i++) {
    if (clock.hours[i]! >= first + hours - 1 && table.rows[i]! > 0) kept.push(i);
  }
  const out = emptyLensTable(kept.length, table.columns);
  const sums = new LensSums(table);
  let start = 0;
  let end = 0;
  kept.forEach((i, at) => {
    for (; end <= i; end++) sums.add(end, 1);
    for (; clock.hours[start]! <= clock.hours[i]! - hours; start++) sums.add(start, -1);
    sums.writeMeans(out, at);
  });
  return out;
}

/** Sums over local days, one lens a day; days without captures give a lens without rows. */
export function tumblingDays(table: LensTable, clock: WindowClock): LensTable {
  const out = emptyLensTable(clock.days, table.columns);
  let i = 0;
  for (let day = 0; day < clock.days; day++) {
    const sums = new LensSums(table);
    for (; i < table.windows && clock.dayIndex[i] === day; i++) sums.add(i, 1);
    sums.writeMeans(out, day);
  }
  return out;
}

/** Running sums over windows of a table. */
class LensSums {
  private readonly table: LensTable;
  private readonly counts = new Float64Array(5);
  private readonly weighted: Float64Array;

  constructor(table: LensTable) {
    this.table = table;
    this.weighted = new Float64Array(table.columns);
  }

  add(i: number, sign: 1 | -1): void {
    const { table, counts, weighted } = this;
    const bins = table.columns - 2;
    const rows = table.rows[i]!;
    counts[0]! += sign * rows;
    counts[1]! += sign * table.missing[i]!;
    counts[2]! += sign * table.missingOf[i]!;
    counts[3]! += sign * table.unseen[i]!;
    counts[4]! += sign * table.unseenOf[i]!;
    const at = i * table.columns;
    for (let b = 0; b < bins; b++) weighted[b]! += sign * rows * table.residuals[at + b]!;
    weighted[bins]! += sign * table.missingOf[i]! * table.residuals[at + bins]!;
    weighted[bins + 1]! += sign * table.unseenOf[i]! * table.residuals[at + bins + 1]!;
  }

  writeMeans(out: LensTable, to: number): void {
    const { counts, weighted } = this;
    const bins = out.columns - 2;
    out.rows[to] = counts[0]!;
    out.missing[to] = counts[1]!;
    out.missingOf[to] = counts[2]!;
    out.unseen[to] = counts[3]!;
    out.unseenOf[to] = counts[4]!;
    const at = to * out.columns;
    for (let b = 0; b < bins; b++) out.residuals[at + b] = weighted[b]! / Math.max(counts[0]!, 1);
    out.residuals[at + bins] = weighted[bins]! / Math.max(counts[2]!, 1);
    out.residuals[at + bins + 1] = weighted[bins + 1]! / Math.max(counts[4]!, 1);
  }
}
