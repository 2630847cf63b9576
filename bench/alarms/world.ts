import { normalCdf } from "../../src/core/probability/normal-cdf.js";
import { type Random, seededRandom } from "./random.js";

/** What a simulated world is like; the defaults are the seasonal world of the study. */
export interface WorldSettings {
  readonly features: number;
  readonly seed: number;
  /** Rows per hour on average. */
  readonly rowsPerHour: number;
  /** False: rows are independent, nothing wobbles and every hour is like every other. */
  readonly seasonal: boolean;
  /** Memory of the wobble from hour to hour. */
  readonly memory: number;
  /** Median wobble of a numeric mean, in standard deviations. */
  readonly wobble: number;
  /** Rows that come together and are alike. */
  readonly cluster: number;
  /** Smallest hour. */
  readonly leastRows: number;
}

export const SEASONAL: WorldSettings = {
  features: 50,
  seed: 0,
  rowsPerHour: 1000,
  seasonal: true,
  memory: 0.7,
  wobble: 0.05,
  cluster: 3,
  leastRows: 20,
};

const DRIFT_KINDS = ["shift", "ramp", "spread", "missing", "category", "newCategory"] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

export interface Drift {
  readonly kind: DriftKind;
  readonly size: number;
  /** Hour of the stream at which it begins. */
  readonly onset: number;
  /** Index of the one feature that drifts; null: all that this kind of drift can happen to. */
  readonly feature: number | null;
}

/** One feature of a stream, hour by hour. */
export interface FeatureStream {
  readonly name: string;
  readonly kind: "numeric" | "categorical";
  readonly counts: readonly Float64Array[];
  readonly missing: Float64Array;
  readonly unseen: Float64Array;
  /** Inner edges of the bins of a numeric feature; empty for categories. */
  readonly edges: readonly number[];
}

/** Inner edges of ten bins, about deciles of the standard normal distribution. */
const EDGES: readonly number[] = [-1.3, -0.9, -0.5, -0.3, 0.1, 0.3, 0.5, 0.9, 1.3];
/** Part of the wobble that all features share: correlation of one factor. */
const COMMON = 0.5;

interface FeatureTraits {
  readonly numeric: boolean;
  readonly amplitude: number;
  readonly phase: number;
  readonly weekend: number;
  readonly monday: number;
  readonly wobble: number;
  readonly missingRate: number;
  readonly unseenRate: number;
  readonly logShares: readonly number[];
  readonly seasonOfCategory: readonly number[];
}

/** A world whose features keep their character over several streams. Hour 0 is a Monday, 00:00. */
export class World {
  readonly settings: WorldSettings;
  readonly knows: ReadonlySet<DriftKind> = new Set(DRIFT_KINDS);
  private readonly random: Random;
  private readonly traits: readonly FeatureTraits[];

  constructor(settings: Partial<WorldSettings> = {}) {
    this.settings = { ...SEASONAL, ...settings };
    this.random = seededRandom(this.settings.seed * 7919 + 17);
    this.traits = Array.from({ length: this.settings.features }, (_, f) => this.drawTraits(f));
  }

  /** Whether the feature is numeric: 70 % are. */
  isNumeric(feature: number): boolean {
    return this.traits[feature]!.numeric;
  }

  /** Draws `hours` hours from `start`, of all features or of those named by index. */
  stream(
    start: number,
    hours: number,
    drift: Drift | null = null,
    only: readonly number[] | null = null,
  ): FeatureStream[] {
    const { seasonal, memory } = this.settings;
    const rows = Array.from({ length: hours }, (_, i) => this.rowsIn(start + i));
    const common = seasonal ? this.autoregressive(hours, memory) : new Float64Array(hours);
    const features = only ?? this.traits.map((_, f) => f);
    const driftOf = (f: number): Drift | null => (drift?.feature === null || drift?.feature === f ? drift : null);
    return features.map((f) => this.featureStream(f, start, rows, common, driftOf(f)));
  }

  private drawTraits(f: number): FeatureTraits {
    const { random, settings } = this;
    const between = (low: number, high: number): number => low + (high - low) * random.uniform();
    const on = settings.seasonal ? 1 : 0;
    const categories = 3 + random.below(18);
    const decay = between(0.5, 1.3);
    const weights = Array.from({ length: categories }, (_, k) => (k + 1) ** -decay);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return {
      numeric: f < Math.floor(settings.features * 0.7),
      amplitude: between(0, 0.3) * on,
      phase: between(0, 2 * Math.PI),
      weekend: between(-0.2, 0.2) * on,
      monday: between(-0.1, 0.1) * on,
      wobble: settings.wobble * Math.exp(0.5 * random.normal()) * on,
      missingRate: random.uniform() < 0.4 ? 0 : between(0.001, 0.08),
      unseenRate: random.uniform() < 0.5 ? 0 : 2e-4,
      logShares: weights.map((weight) => Math.log(weight / total)),
      seasonOfCategory: weights.map(() => random.normal()),
    };
  }

  private rowsIn(hour: number): number {
    const { rowsPerHour, seasonal, leastRows } = this.settings;
    if (!seasonal) return rowsPerHour;
    const daily = 1 + 0.6 * Math.sin((2 * Math.PI * ((hour % 24) - 9)) / 24);
    return Math.max(leastRows, this.random.poisson(rowsPerHour * daily * (isWeekend(hour) ? 0.6 : 1)));
  }

  /** Stationary AR(1) with variance 1. */
  private autoregressive(hours: number, memory: number): Float64Array {
    const innovation = Math.sqrt(1 - memory * memory);
    const series = new Float64Array(hours);
    let value = this.random.normal();
    for (let i = 0; i < hours; i++) {
      if (i > 0) value = memory * value + innovation * this.random.normal();
      series[i] = value;
    }
    return series;
  }

  private featureStream(
    f: number,
    start: number,
    rows: readonly number[],
    common: Float64Array,
    drift: Drift | null,
  ): FeatureStream {
    const { settings, random } = this;
    const traits = this.traits[f]!;
    const hours = rows.length;
    const season = Float64Array.from(rows, (_, i) => seasonOf(traits, start + i));
    const cluster = settings.seasonal ? settings.cluster : 1;
    const missing = this.missingCounts(traits, rows, season, cluster, drift);
    const units = rows.map((n, i) => Math.max(1, Math.floor((n - missing[i]!) / cluster)));
    const unseen = new Float64Array(hours);
    if (!traits.numeric) {
      for (let i = 0; i < hours; i++) {
        const added = drift?.kind === "newCategory" && i >= drift.onset ? drift.size : 0;
        unseen[i] = random.binomial(units[i]!, traits.unseenRate + added) * cluster;
      }
    }
    const shares = traits.numeric
      ? this.numericShares(traits, season, common, drift)
      : this.categoryShares(traits, season, drift);
    const counts = units.map((n, i) => this.multinomial(n - unseen[i]! / cluster, shares(i), cluster));
    const kind = traits.numeric ? "numeric" : "categorical";
    return { name: `f${String(f)}`, kind, counts, missing, unseen, edges: traits.numeric ? EDGES : [] };
  }

  private missingCounts(
    traits: FeatureTraits,
    rows: readonly number[],
    season: Float64Array,
    cluster: number,
    drift: Drift | null,
  ): Float64Array {
    const wobbles = this.settings.seasonal && traits.missingRate > 0;
    const wobble = wobbles ? this.autoregressive(rows.length, this.settings.memory) : null;
    return Float64Array.from(rows, (n, i) => {
      const factor = wobble === null ? 1 : Math.exp(0.15 * wobble[i]! + 0.3 * season[i]!);
      const added = drift?.kind === "missing" && i >= drift.onset ? drift.size : 0;
      return this.random.binomial(Math.floor(n / cluster), Math.min(1, traits.missingRate * factor + added)) * cluster;
    });
  }

  private numericShares(
    traits: FeatureTraits,
    season: Float64Array,
    common: Float64Array,
    drift: Drift | null,
  ): (i: number) => Float64Array {
    const { seasonal, memory } = this.settings;
    const hours = season.length;
    const own = seasonal ? this.autoregressive(hours, memory) : new Float64Array(hours);
    const scale = seasonal ? this.autoregressive(hours, memory) : new Float64Array(hours);
    const shares = new Float64Array(EDGES.length + 1);
    return (i) => {
      const since = drift === null || i < drift.onset ? -1 : i - drift.onset;
      let mean = season[i]! + traits.wobble * (COMMON * common[i]! + Math.sqrt(1 - COMMON * COMMON) * own[i]!);
      if (drift?.kind === "shift" && since >= 0) mean += drift.size;
      if (drift?.kind === "ramp" && since >= 0) mean += (drift.size * since) / 720;
      let sd = Math.exp(0.02 * scale[i]!);
      if (drift?.kind === "spread" && since >= 0) sd *= drift.size;
      let below = 0;
      for (let b = 0; b < shares.length; b++) {
        const upTo = b < EDGES.length ? normalCdf((EDGES[b]! - mean) / sd) : 1;
        shares[b] = upTo - below;
        below = upTo;
      }
      return shares;
    };
  }

  private categoryShares(
    traits: FeatureTraits,
    season: Float64Array,
    drift: Drift | null,
  ): (i: number) => Float64Array {
    const { seasonal, memory } = this.settings;
    const hours = season.length;
    const wobbles = traits.logShares.map(() => (seasonal ? this.autoregressive(hours, memory) : null));
    const shares = new Float64Array(traits.logShares.length);
    return (i) => {
      let total = 0;
      for (let k = 0; k < shares.length; k++) {
        let log = traits.logShares[k]! + 0.5 * season[i]! * traits.seasonOfCategory[k]!;
        log += traits.wobble * (wobbles[k]?.[i] ?? 0);
        if (drift?.kind === "category" && k === 1 && i >= drift.onset) log += Math.log(drift.size);
        shares[k] = Math.exp(log);
        total += shares[k]!;
      }
      for (let k = 0; k < shares.length; k++) shares[k]! /= total;
      return shares;
    };
  }

  private multinomial(trials: number, shares: Float64Array, cluster: number): Float64Array {
    const counts = new Float64Array(shares.length);
    let left = trials;
    let mass = 1;
    for (let b = 0; b < shares.length - 1 && left > 0; b++) {
      const drawn = this.random.binomial(left, Math.min(1, shares[b]! / mass));
      counts[b] = drawn * cluster;
      left -= drawn;
      mass -= shares[b]!;
    }
    counts[shares.length - 1]! += left * cluster;
    return counts;
  }
}

function isWeekend(hour: number): boolean {
  return Math.floor(hour / 24) % 7 >= 5;
}

function seasonOf(traits: FeatureTraits, hour: number): number {
  const monday = Math.floor(hour / 24) % 7 === 0 ? traits.monday : 0;
  const weekend = isWeekend(hour) ? traits.weekend : 0;
  return traits.amplitude * Math.sin((2 * Math.PI * (hour % 24)) / 24 + traits.phase) + weekend + monday;
}
