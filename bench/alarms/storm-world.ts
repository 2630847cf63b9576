import { normalCdf } from "../../src/core/probability/normal-cdf.js";
import { type Random, seededRandom } from "./random.js";
import type { Drift, DriftKind, FeatureStream } from "./world.js";

/** What makes real logs harder than the seasonal world. */
export interface StormSettings {
  readonly features: number;
  readonly seed: number;
  readonly rowsPerHour: number;
  /** Share of days on which a shock moves many columns at once. */
  readonly badDays: number;
  /** Part of the columns that a shock reaches. */
  readonly reach: number;
  /** Standard deviation of the wobble with a memory of weeks, in standard deviations of a column. */
  readonly slowWobble: number;
  /** Memory of that wobble from day to day. */
  readonly slowMemory: number;
}

export const STORM: StormSettings = {
  features: 20,
  seed: 0,
  rowsPerHour: 400,
  badDays: 0.045,
  reach: 0.7,
  slowWobble: 0.05,
  slowMemory: 0.93,
};

const EDGES = [-1.28, -0.84, -0.52, -0.25, 0, 0.25, 0.52, 0.84, 1.28];
const CLUSTER = 3;
/** Hours in which few rows come, from another mix of sources. */
const NIGHT_FROM = 1;
const NIGHT_TO = 5;
/** How far rows that a shock reaches are moved: the heavy tail of a delay or an amount. */
const SHOCK_SHIFT = 1.8;

interface ColumnTraits {
  readonly amplitude: number;
  readonly phase: number;
  readonly night: number;
  readonly loading: number;
  readonly hourly: number;
}

interface Shock {
  readonly from: number;
  readonly to: number;
  /** Part of the rows that it moves at loading 1. */
  readonly size: number;
}

/** A world of storms: rare days that many columns share, thin nights, and wobble that lasts for weeks. Hour 0 is a Monday. */
export class StormWorld {
  readonly settings: StormSettings;
  readonly knows: ReadonlySet<DriftKind> = new Set(["shift", "ramp"]);
  private readonly random: Random;
  private readonly traits: readonly ColumnTraits[];

  constructor(settings: Partial<StormSettings> = {}) {
    this.settings = { ...STORM, ...settings };
    this.random = seededRandom(this.settings.seed * 104_729 + 71);
    const { random } = this;
    this.traits = Array.from({ length: this.settings.features }, () => ({
      amplitude: 0.25 * random.uniform(),
      phase: 2 * Math.PI * random.uniform(),
      night: 0.8 * (random.uniform() - 0.5),
      loading: random.uniform() < this.settings.reach ? 0.3 + 0.7 * random.uniform() : 0,
      hourly: 0.05 * Math.exp(0.5 * random.normal()),
    }));
  }

  /** All columns are numeric. */
  isNumeric(feature: number): boolean {
    return feature < this.traits.length;
  }

  /** Draws `hours` hours from `start`, of all columns or of those named by index. */
  stream(
    start: number,
    hours: number,
    drift: Drift | null = null,
    only: readonly number[] | null = null,
  ): FeatureStream[] {
    const { random, settings } = this;
    const rows = Array.from({ length: hours }, (_, i) => this.rowsIn(start + i));
    const shocks = this.drawShocks(hours);
    return (only ?? this.traits.map((_, f) => f)).map((f) => {
      const traits = this.traits[f]!;
      const hourly = autoregressive(random, hours, 0.7);
      const slow = autoregressive(random, Math.ceil(hours / 24) + 1, settings.slowMemory);
      const nightMix = autoregressive(random, hours, 0.3);
      const counts = rows.map((n, i) => {
        const hour = start + i;
        const wave = traits.amplitude * Math.sin((2 * Math.PI * (hour % 24)) / 24 + traits.phase);
        const night = isNight(hour) ? traits.night + 0.3 * nightMix[i]! : 0;
        let mean = wave + night + traits.hourly * hourly[i]! + settings.slowWobble * slow[Math.floor(i / 24)]!;
        if (drift !== null && (drift.feature ?? f) === f) mean += shiftAt(drift, i);
        const moved = Math.min(0.9, traits.loading * shockAt(shocks, i));
        return this.draw(Math.max(1, Math.floor(n / CLUSTER)), mean, moved);
      });
      const none = new Float64Array(hours);
      return { name: `c${String(f)}`, kind: "numeric" as const, counts, missing: none, unseen: none, edges: EDGES };
    });
  }

  private rowsIn(hour: number): number {
    const weekend = Math.floor(hour / 24) % 7 >= 5 ? 0.7 : 1;
    const level = isNight(hour) ? 0.06 : 1 + 0.3 * Math.sin((2 * Math.PI * ((hour % 24) - 9)) / 24);
    return this.random.poisson(this.settings.rowsPerHour * level * weekend);
  }

  /** A bad day's shock lasts 6 to 20 hours; its size is heavy-tailed, log-normal around 0.12 of the rows. */
  private drawShocks(hours: number): Shock[] {
    const shocks: Shock[] = [];
    for (let day = 0; day * 24 < hours; day++) {
      if (this.random.uniform() >= this.settings.badDays) continue;
      const from = day * 24 + 4 + Math.floor(8 * this.random.uniform());
      const length = 6 + Math.floor(14 * this.random.uniform());
      shocks.push({ from, to: from + length, size: 0.12 * Math.exp(0.7 * this.random.normal()) });
    }
    return shocks;
  }

  private draw(units: number, mean: number, moved: number): Float64Array {
    const counts = new Float64Array(EDGES.length + 1);
    let left = units;
    let mass = 1;
    let below = 0;
    for (let b = 0; b < EDGES.length && left > 0; b++) {
      const edge = EDGES[b]!;
      const upTo = (1 - moved) * normalCdf(edge - mean) + moved * normalCdf(edge - mean - SHOCK_SHIFT);
      const drawn = this.random.binomial(left, Math.min(1, (upTo - below) / mass));
      counts[b] = drawn * CLUSTER;
      left -= drawn;
      mass -= upTo - below;
      below = upTo;
    }
    counts[EDGES.length]! += left * CLUSTER;
    return counts;
  }
}

function autoregressive(random: Random, length: number, memory: number): Float64Array {
  const series = new Float64Array(length);
  let value = random.normal();
  for (let i = 0; i < length; i++) {
    if (i > 0) value = memory * value + Math.sqrt(1 - memory * memory) * random.normal();
    series[i] = value;
  }
  return series;
}

function isNight(hour: number): boolean {
  return hour % 24 >= NIGHT_FROM && hour % 24 < NIGHT_TO;
}

function shockAt(shocks: readonly Shock[], i: number): number {
  return shocks.reduce((size, shock) => (i >= shock.from && i < shock.to ? Math.max(size, shock.size) : size), 0);
}

/** Shifts and ramps are the drifts that a storm world knows. */
function shiftAt({ kind, size, onset }: Drift, i: number): number {
  if (i < onset) return 0;
  if (kind === "shift") return size;
  return kind === "ramp" ? (size * (i - onset)) / 720 : 0;
}
