/** Options of the command as they are written. */
export interface QualityOptions {
  readonly predictions: string[];
  readonly labels?: string[];
  readonly challenger?: string[];
  readonly reference?: string[];
  readonly config?: string;
  readonly monitor?: string;
  readonly task?: string;
  readonly id?: string[];
  readonly prediction?: string;
  readonly score?: string;
  readonly probabilities?: string[];
  readonly classes?: string[];
  readonly positive?: string;
  readonly threshold?: string;
  readonly timestamp?: string;
  readonly period?: string;
  readonly label?: string;
  readonly labelId?: string[];
  readonly labelTimestamp?: string;
  readonly metric?: string;
}
