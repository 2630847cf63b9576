import type { Baseline, FeatureBaseline } from "../../contracts/baseline.js";
import type { ColumnProfile, Profile } from "../profile/profile.js";
import { valuedCells } from "../summaries/kind-counts.js";
import { distinctOf } from "./distinct-of.js";
import { typesOf } from "./learn.js";

type CellType = keyof FeatureBaseline["types"];

/** How the columns of a window differ from those of the reference. */
export type SchemaChange =
  /** A column that the reference did not have. */
  | { readonly kind: "new-column"; readonly column: string; readonly rows: number }
  /** A feature that no record of the window carried. */
  | { readonly kind: "vanished-column"; readonly column: string }
  /** Values of a type that the reference did not hold in this feature. */
  | {
      readonly kind: "new-type";
      readonly column: string;
      readonly type: CellType;
      readonly rows: number;
      readonly of: number;
    }
  /** More than one value in a column that was constant in the reference. */
  | { readonly kind: "no-longer-constant"; readonly column: string; readonly distinct: number };

/**
 * Every difference between the window's columns and the reference's, as data: rules decide what it means. Whole numbers
 * in a feature of fractional ones are no change; fractional numbers in a feature of whole ones are.
 *
 * @param profile of the window's records; without records nothing can have vanished
 * @returns in order of column names
 */
export function schemaChanges(baseline: Baseline, profile: Profile): SchemaChange[] {
  const columns = new Map(profile.columns.map((column) => [column.name, column]));
  const skipped = new Map(baseline.skipped?.map(({ name, reason }) => [name, reason]));
  const features = new Set(baseline.features.map(({ name }) => name));
  const changes = [
    ...baseline.features.flatMap((feature) => featureChanges(feature, columns.get(feature.name), profile.records)),
    ...profile.columns
      .filter(({ name }) => !features.has(name))
      .flatMap((column) => otherColumnChanges(column, skipped.get(column.name))),
  ];
  return changes.sort((a, b) => (a.column < b.column ? -1 : a.column > b.column ? 1 : 0));
}

function featureChanges(feature: FeatureBaseline, column: ColumnProfile | undefined, records: number): SchemaChange[] {
  const { name, types } = feature;
  if (!column || column.cells === 0) return records > 0 ? [{ kind: "vanished-column", column: name }] : [];
  const now = typesOf(column.kinds);
  const known = { ...types, integer: types.integer + types.fractional };
  return (Object.keys(now) as CellType[])
    .filter((type) => now[type] > 0 && known[type] === 0)
    .map((type) => ({ kind: "new-type", column: name, type, rows: now[type], of: valuedCells(column.kinds) }));
}

function otherColumnChanges(column: ColumnProfile, reason: string | undefined): SchemaChange[] {
  const { name, cells } = column;
  if (reason === undefined) return [{ kind: "new-column", column: name, rows: cells }];
  const distinct = reason === "constant" ? distinctOf(column) : 0;
  return distinct > 1 ? [{ kind: "no-longer-constant", column: name, distinct }] : [];
}
