import { readFileSync } from "node:fs";

/** The reference implementation's test vectors; see fixtures/SOURCES.md. */
export interface Vectors {
  readonly tolerance: { readonly rel: number; readonly abs: number };
  readonly tToZ: readonly { t: number; df: number; z: number }[];
  readonly fToZ: readonly { y: number; d1: number; d2: number; z: number }[];
  readonly asinRate: readonly { x: number; n: number; value: number }[];
  readonly thresholdLens: readonly {
    budget: number;
    k: number;
    twoSided: number;
    oneSided: number;
    evaluationsPerPeriod: number;
    h: number;
  }[];
  readonly thresholdTrend: readonly { budget: number; referenceDays: number; twoSided: number; H: number }[];
  readonly cusum: {
    readonly z: readonly number[];
    readonly reference: number;
    readonly clip: number;
    readonly max: readonly number[];
  };
  readonly basis: { readonly p: readonly number[]; readonly phi: readonly (readonly number[])[] };
  readonly basisUniform5: { readonly p: readonly number[]; readonly phi: readonly (readonly number[])[] };
  readonly psi: readonly {
    counts: readonly number[];
    ref: readonly number[];
    psi: number;
    nullMean: number;
    debiased: number;
  }[];
  readonly fitVar: readonly {
    case: string;
    n: readonly number[];
    r2: readonly number[];
    floor: number;
    omega: number;
    tau2: number;
  }[];
  readonly endToEnd: readonly EndToEnd[];
}

export interface EndToEnd {
  readonly name: string;
  readonly kind: "numeric" | "categorical";
  readonly referenceHours: number;
  readonly referenceCounts: readonly (readonly number[])[];
  readonly referenceNull: readonly number[];
  readonly referenceUnseen: readonly number[];
  readonly p: readonly number[];
  readonly omega: readonly number[];
  readonly omegaOmnibus: number;
  readonly degrees: number;
  readonly seasonalCell0: readonly number[];
  readonly seasonalCell12: readonly number[];
  readonly seasonalDow0: readonly number[];
  readonly seasonalDow6: readonly number[];
  readonly lenses: Readonly<Record<"1" | "24", { tau2: readonly number[]; T: number; nu: number; df: number }>>;
  readonly tests: readonly EndToEndStream[];
  readonly checks: readonly string[];
}

export interface EndToEndStream {
  readonly name: string;
  readonly startHour: number;
  readonly counts: readonly (readonly number[])[];
  readonly null: readonly number[];
  readonly unseen: readonly number[];
  readonly z1h: readonly (readonly (number | null)[])[];
  readonly z24h: readonly (readonly (number | null)[])[];
  readonly effectLast: { readonly comps: readonly number[]; readonly omnibus: number };
}

export const vectors = JSON.parse(readFileSync(new URL("./fixtures/vectors.json", import.meta.url), "utf8")) as Vectors;

/** True within the tolerance that the vectors state. */
export function agrees(value: number, expected: number): boolean {
  const { rel, abs } = vectors.tolerance;
  return Math.abs(value - expected) <= abs + rel * Math.abs(expected);
}
