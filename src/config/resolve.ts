import { crossFieldProblems } from "./cross-field.js";
import type { ConfigDocument } from "./document.js";
import { mergeDefaults } from "./merge-defaults.js";
import { forbiddenNames } from "./problems/forbidden-names.js";
import { type PlacelessProblem, problemsOfIssues } from "./problems/issue-problems.js";
import { formatPath, type Path } from "./problems/path.js";
import { ConfigError, type ConfigProblem } from "./problems/problem.js";
import { resolveHub } from "./resolve-hub.js";
import { resolveMonitor } from "./resolve-monitor.js";
import { type ConfigOutput, configSchema } from "./schema/config.js";
import type { Config } from "./types.js";

/** A configuration as data, and where its fields stand. */
export interface ConfigSource {
  readonly file: string;
  readonly value: unknown;
  /** How many steps of a path exist, and where the last of them stands; null where there is no text. */
  readonly locate: ((path: Path, atKey: boolean) => Location) | null;
}

export interface Location {
  readonly depth: number;
  readonly line: number;
  readonly column: number;
}

/**
 * Checks a configuration and fills in its defaults.
 * @throws ConfigError with everything that is wrong
 */
export function resolveConfig(source: ConfigSource): Config {
  const merged = mergeDefaults(source.value);
  const parsed = configSchema.safeParse(merged);
  const problems = [
    ...forbiddenNames(merged),
    ...(parsed.success ? crossFieldProblems(parsed.data) : problemsOfIssues(configSchema, merged, parsed.error.issues)),
  ];
  if (problems.length > 0 || !parsed.success) {
    throw new ConfigError(distinct(problems.map((each) => placed(each, source))));
  }
  return configOf(parsed.data, documentOf(merged));
}

function configOf(config: ConfigOutput, document: ConfigDocument): Config {
  const monitors = Object.entries(config.monitors);
  const hub = resolveHub(config.hub, monitors.length);
  const claims = monitors.flatMap(([, { alarms }]) => alarms.falseAlarmsPer30Days ?? []);
  const left = hub.falseAlarmsPer30Days - claims.reduce((sum, claim) => sum + claim, 0);
  const share = left / Math.max(1, monitors.length - claims.length);
  return {
    hub,
    monitors: monitors.map(([name, monitor]) =>
      resolveMonitor(name, monitor, hub, monitor.alarms.falseAlarmsPer30Days ?? share),
    ),
    document,
  };
}

/** The merged document as plain data, without `defaults:`; the schema has accepted its shape. */
function documentOf(merged: unknown): ConfigDocument {
  const { hub, monitors } = JSON.parse(JSON.stringify(merged)) as Partial<ConfigDocument>;
  return { hub: hub ?? {}, monitors: monitors ?? {} };
}

/** Where a problem stands: at the monitor's own field, or at that of `defaults:` where it came from there. */
function placed(problem: PlacelessProblem, source: ConfigSource): ConfigProblem {
  const { path, expected, got, suggestion, atKey } = problem;
  const own = source.locate?.(path, atKey);
  if (!own) return { file: source.file, line: null, column: null, path: formatPath(path), expected, got, suggestion };
  const shared: Path = path[0] === "monitors" ? ["defaults", ...path.slice(2)] : [];
  const inDefaults = shared.length > 1 ? source.locate?.(shared, atKey) : undefined;
  // Two steps, `monitors` and its name, stand for the one of `defaults`.
  const fromDefaults = inDefaults !== undefined && inDefaults.depth + 1 > own.depth;
  const { line, column } = fromDefaults ? inDefaults : own;
  return { file: source.file, line, column, path: formatPath(fromDefaults ? shared : path), expected, got, suggestion };
}

/** A problem of `defaults:` shows up once in each monitor. */
function distinct(problems: readonly ConfigProblem[]): ConfigProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
