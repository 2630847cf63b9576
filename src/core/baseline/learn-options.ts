import type { Baseline } from "../../contracts/baseline.js";
import type { FeatureKind } from "../../contracts/records.js";
import type { LeftOutRows } from "./left-out-categories.js";

export interface LearnOptions {
  readonly monitor: string;
  /** What is learned from, for people: an object URL or a period. */
  readonly source: string;
  readonly period: Baseline["period"];
  readonly features: {
    readonly ignore: readonly string[];
    /** Kinds that override the inferred ones. */
    readonly types: Readonly<Record<string, FeatureKind>>;
    /** Columns of which no category is kept by name. */
    readonly sensitive: readonly string[];
  };
  /** Columns that hold the model's output. */
  readonly prediction: readonly string[];
  /** Key of the hashes that stand for categories without a name: the same as that of the monitor's profiles. */
  readonly hashKey: string;
  /** Numbers with at most this many distinct values are categories. Default 10. */
  readonly categoricalMaxDistinct?: number;
  /** Typical rows of the shortest span that will be judged, where it is known: few rows need larger categories. */
  readonly medianWindowRows?: number;
  /** By column, of a timestamped reference: see `FeatureBaseline.leftOut`. */
  readonly leftOut?: ReadonlyMap<string, LeftOutRows>;
  /** Whether columns that are constant or hold no value are features too: a comparison asks if they still are. Default false. */
  readonly keepConstant?: boolean;
}

export const DEFAULT_CATEGORICAL_MAX_DISTINCT = 10;
