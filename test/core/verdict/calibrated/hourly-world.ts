import type { Baseline, FeatureBaseline } from "../../../../src/contracts/baseline.js";
import type { CountedWindow } from "../../../../src/core/verdict/calibrated/counted-window.js";
import type { FeatureWindowCounts } from "../../../../src/core/verdict/window-counts.js";
import { uniforms } from "../../drift/seeded-random.js";

/** What happens to a feature in a window. */
export interface Change {
  /** Standard deviations that numbers are shifted by. */
  readonly shift?: number;
  /** Share of rows with a category that the reference did not have. */
  readonly unseen?: number;
  /** Share of rows without a value, beyond the usual one in a hundred. */
  readonly missing?: number;
}

const NUMERIC = ["amount", "score"];
const CATEGORICAL = ["country"];
const BINS = 10;
const COUNTRIES = [0.5, 0.3, 0.15, 0.05];
export const VERSION = "v1";
export const FIRST_HOUR = 490_896; // 2026-01-01T00:00Z, a Thursday

/** Standard normal deciles: inner edges of ten bins of equal share. */
const DECILES = [-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816];

/** Windows of two numeric features and a categorical one; numbers follow the hour of the day, rows are independent. */
export class HourlyWorld {
  private readonly random: () => number;
  private readonly rows: number;

  constructor(seed: number, rows = 300) {
    this.random = uniforms(seed);
    this.rows = rows;
  }

  windows(
    from: number,
    hours: number,
    change: (feature: string, hour: number) => Change = () => ({}),
  ): CountedWindow[] {
    return Array.from({ length: hours }, (_, i) => this.window(from + i, change));
  }

  private window(hour: number, change: (feature: string, hour: number) => Change): CountedWindow {
    const features = [
      ...NUMERIC.map((name) => this.numbers(hour, change(name, hour))),
      ...CATEGORICAL.map((name) => this.categories(change(name, hour))),
    ];
    return { hour, evidence: { baseline: VERSION, records: this.rows, features } };
  }

  private numbers(hour: number, { shift = 0, missing = 0 }: Change): FeatureWindowCounts {
    const season = 0.3 * Math.sin((2 * Math.PI * (hour % 24)) / 24);
    const bins = new Array<number>(BINS).fill(0);
    const values: number[] = [];
    const gone = this.binomial(0.01 + missing);
    for (let i = 0; i < this.rows - gone; i++) {
      const value = this.normal() + season + shift;
      values.push(value);
      bins[DECILES.filter((edge) => value > edge).length]!++;
    }
    const median = values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
    return { counts: { bins, unseen: 0, missing: gone, below: 0, above: 0 }, median, scores: {} };
  }

  private categories({ unseen = 0 }: Change): FeatureWindowCounts {
    const bins = new Array<number>(COUNTRIES.length).fill(0);
    const strange = this.binomial(unseen);
    for (let i = 0; i < this.rows - strange; i++) {
      let u = this.random();
      const bin = COUNTRIES.findIndex((share) => (u -= share) < 0);
      bins[bin < 0 ? 0 : bin]!++;
    }
    return { counts: { bins, unseen: strange, missing: 0, below: 0, above: 0 }, median: null, scores: {} };
  }

  private binomial(share: number): number {
    let count = 0;
    for (let i = 0; i < this.rows; i++) if (this.random() < share) count++;
    return count;
  }

  private normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.random())) * Math.cos(2 * Math.PI * this.random());
  }
}

/** The baseline whose bins the world's windows are counted on. */
export function worldBaseline(): Baseline {
  const common = { rows: 0, missing: 0, types: { integer: 0, fractional: 0, boolean: 0, text: 0 }, distinct: 0 };
  const numeric = NUMERIC.map((name): FeatureBaseline => ({
    ...common,
    name,
    role: "feature",
    kind: "numeric",
    bins: { kind: "numeric", edges: DECILES },
    binCounts: new Array<number>(BINS).fill(30),
    rows: 300,
    missing: 3,
    numeric: { mean: 0, sd: 1, min: -4, max: 4, quantiles: [-4, 0, 4], rankError: 0 },
  }));
  const categorical = CATEGORICAL.map((name): FeatureBaseline => ({
    ...common,
    name,
    role: "feature",
    kind: "categorical",
    bins: { kind: "categorical", categories: ["PT", "ES", "FR"], rest: ["AD", "MC"], overflow: false },
    binCounts: COUNTRIES.map((share) => 300 * share),
    rows: 300,
  }));
  const known = { monitor: "census", version: VERSION, source: "test", period: null, records: 300, rejected: 0 };
  return { ...known, features: [...numeric, ...categorical], skipped: [] };
}
