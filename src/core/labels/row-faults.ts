/** Why a prediction or a label can't be used. Stable words: they are counted, stored and shown. */
export const ROW_FAULTS = [
  "id-missing",
  "time-missing",
  "prediction-missing",
  "prediction-not-a-number",
  "prediction-unseen-class",
  "score-missing",
  "score-not-a-number",
  "score-out-of-range",
  "probabilities-not-summing-to-one",
  "label-missing",
  "label-not-a-number",
  "label-malformed",
  "label-unseen-class",
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

/** Rows that can't be used, by reason. */
export type FaultCounts = Readonly<Partial<Record<RowFault, number>>>;

/** Counts faults as they are met. */
export class FaultTally {
  private readonly counts: Partial<Record<RowFault, number>> = {};

  count(fault: RowFault, rows = 1): void {
    if (rows > 0) this.counts[fault] = (this.counts[fault] ?? 0) + rows;
  }

  /** In the order of ROW_FAULTS. */
  summary(): FaultCounts {
    const met = ROW_FAULTS.filter((fault) => this.counts[fault] !== undefined);
    return Object.fromEntries(met.map((fault) => [fault, this.counts[fault]]));
  }
}

export function totalFaults(counts: FaultCounts): number {
  return Object.values(counts).reduce((sum, rows) => sum + rows, 0);
}

export function mergeFaults(a: FaultCounts, b: FaultCounts): FaultCounts {
  const tally = new FaultTally();
  for (const fault of ROW_FAULTS) tally.count(fault, (a[fault] ?? 0) + (b[fault] ?? 0));
  return tally.summary();
}
