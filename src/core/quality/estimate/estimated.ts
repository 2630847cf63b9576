/**
 * What a metric would come to if the relation of input and output still held: the labels of the reference, reweighted by how scores are
 * distributed now. It follows any change of the inputs and is blind to a change of what they mean (docs/model-quality.md).
 */
export interface Estimated {
  /** Name of the realised metric that it stands for. */
  readonly name: string;
  readonly value: number;
  /** Where the realised value of these very rows would lie in 95 of 100 cases. */
  readonly low: number;
  readonly high: number;
}

/**
 * Difference of what labels say from what was expected of these rows, in standard deviations of one row: under an unchanged relation of
 * input and output its mean is 0 and its variance (omega / rows + what the reference leaves open). A statistic for `calibrateStatistics`.
 */
export interface ConceptGap {
  readonly name: string;
  /** What was expected of these rows, and realised - expected, in the metric's own unit. */
  readonly expected: number;
  readonly difference: number;
  /** The same in standard deviations of one row: value of a `StatisticWindow`, whose rows are `rows`. */
  readonly standardised: number;
  /** Difference divided by its standard error; about normal where nothing changed. */
  readonly z: number;
  readonly rows: number;
}
