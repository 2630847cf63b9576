import { PlumblineError } from "../../contracts/errors.js";

/** One thing that is wrong with a configuration, and where. */
export interface ConfigProblem {
  readonly file: string;
  /** 1-based place in the file; null where the configuration did not come as a file. */
  readonly line: number | null;
  readonly column: number | null;
  /** Field, e.g. `monitors.churn.captures.format`; empty for the file as a whole. */
  readonly path: string;
  readonly expected: string;
  /** What stands there instead, shortened. */
  readonly got: string;
  /** The valid name that is meant most likely. */
  readonly suggestion: string | null;
}

/** Everything that is wrong with a configuration, in the order of the file. */
export class ConfigError extends PlumblineError {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const sorted = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
    super("CONFIG", sorted.map(describeProblem).join("\n"), { details: { problems: sorted.length } });
    this.problems = sorted;
  }
}

/** `plumbline.yaml:12:15 monitors.churn.captures.format expects ..., got "parqet"; did you mean parquet?` */
function describeProblem(problem: ConfigProblem): string {
  const place = problem.line === null ? problem.file : `${problem.file}:${problem.line}:${problem.column ?? 1}`;
  const hint = problem.suggestion === null ? "" : `; did you mean ${problem.suggestion}?`;
  return `${place} ${problem.path || "the file"} expects ${problem.expected}, got ${problem.got}${hint}`;
}
