import type { HourIndex } from "../../contracts/verdict.js";
import type { ColumnProfile, Profile } from "../profile/profile.js";

/** Rows per hour whose category the rest of the reference lacks; hours without are left out. */
export type LeftOutRows = readonly (readonly [hour: HourIndex, rows: number])[];

/** Categories followed per column; a column with more can't tell unseen from rare anyway. */
const MOST_FOLLOWED = 20_000;

interface Seen {
  readonly block: number;
  readonly rows: [hour: HourIndex, rows: number][];
}

/**
 * Finds the rows of a reference whose category no other block (week or day) of it has: how often something new would have
 * come up, had the block not been part of the reference. Fed hour by hour, in any order; memory grows with the
 * categories of a column, up to a cap beyond which the column is given up.
 */
export class LeftOutCategories {
  private readonly columns = new Map<string, Map<string, Seen | null> | null>();
  private readonly blockOf: (hour: HourIndex) => number;

  /** @param blockOf the part of the reference that an hour belongs to */
  constructor(blockOf: (hour: HourIndex) => number) {
    this.blockOf = blockOf;
  }

  /** @param profile a learning profile (no bins) of records of this hour */
  add(hour: HourIndex, profile: Profile): void {
    for (const column of profile.columns) {
      for (const [category, rows] of countedCategories(column)) this.addRows(column.name, hour, category, rows);
    }
  }

  addRows(column: string, hour: HourIndex, category: string, rows: number): void {
    if (!this.columns.has(column)) this.columns.set(column, new Map());
    const categories = this.columns.get(column);
    if (!categories) return;
    const block = this.blockOf(hour);
    const seen = categories.get(category);
    if (seen === undefined) categories.set(category, { block, rows: [[hour, rows]] });
    else if (seen !== null && seen.block === block) seen.rows.push([hour, rows]);
    else if (seen !== null) categories.set(category, null);
    if (categories.size > MOST_FOLLOWED) this.columns.set(column, null);
  }

  /** By column; columns without any such row, and those given up, are left out. Hours ascending. */
  rows(): ReadonlyMap<string, LeftOutRows> {
    const found = new Map<string, LeftOutRows>();
    for (const [column, categories] of this.columns) {
      const byHour = new Map<HourIndex, number>();
      for (const seen of categories?.values() ?? []) {
        for (const [hour, rows] of seen?.rows ?? []) byHour.set(hour, (byHour.get(hour) ?? 0) + rows);
      }
      if (byHour.size > 0)
        found.set(
          column,
          [...byHour].sort(([a], [b]) => a - b),
        );
    }
    return found;
  }
}

const WEEK_HOURS = 168;
const DAY_HOURS = 24;

/** Blocks of a reference that begins at an hour and lasts some days: weeks, or days of a reference below two weeks. */
export function referenceBlocks(first: HourIndex, days: number): (hour: HourIndex) => number {
  const length = days >= 14 ? WEEK_HOURS : DAY_HOURS;
  return (hour) => Math.floor((hour - first) / length);
}

/** Texts and booleans, and numbers that were counted one by one. */
function* countedCategories({ categories, numbers }: ColumnProfile): Iterable<readonly [string, number]> {
  for (const { name, count } of categories?.counts ?? []) yield [name, count];
  if (!numbers || !("exact" in numbers.values)) return;
  const { values, counts } = numbers.values.exact;
  for (let i = 0; i < values.length; i++) yield [String(values[i]), counts[i]!];
}
