/** Options of the command as they are written. */
export interface ReportOptions {
  readonly reference: string;
  readonly current: string;
  readonly out: string;
  readonly column?: string[];
  readonly method?: string[];
  readonly threshold?: string;
  readonly timestamp?: string;
  readonly id?: string[];
  readonly ignore?: string[];
  readonly format?: string;
  readonly label?: string;
  readonly labels?: string[];
  readonly labelId?: string[];
  readonly labelTimestamp?: string;
  readonly task?: string;
  readonly prediction?: string;
  readonly score?: string;
  readonly probabilities?: string[];
  readonly classes?: string[];
  readonly positive?: string;
  readonly decisionThreshold?: string;
}
