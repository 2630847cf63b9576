import { formatPath, type Path, valueAt } from "./problems/path.js";
import type { Severity } from "../contracts/verdict.js";
import { SEVERITIES } from "./schema/severity.js";
import type { JsonValue } from "./document.js";
import type { Config, MonitorConfig } from "./types.js";

/** Something about a valid configuration that whoever wrote it should know. */
export interface Notice {
  readonly kind: "not-supported-yet" | "check";
  /** Field, e.g. `monitors.churn.segments`. */
  readonly path: string;
  /** One sentence without a full stop. */
  readonly message: string;
}

/**
 * Fields that are accepted so that files last, and that nothing reads yet. A capability that lands takes its lines
 * out of here; `*` stands for every monitor.
 */
const NOT_YET: readonly { readonly path: string; readonly capability: string }[] = [
  { path: "monitors.*.model.version", capability: "profiles by model version" },
  { path: "monitors.*.reference.forVersion", capability: "profiles by model version" },
  { path: "monitors.*.segments", capability: "segments" },
  { path: "monitors.*.columns.weight", capability: "model quality" },
];

/** Fields that are written and have no effect yet, in the order of the table. */
export function notSupportedYet(config: Config): Notice[] {
  const written = config.document as unknown as JsonValue;
  return NOT_YET.flatMap(({ path, capability }) =>
    pathsOf(path, config)
      .filter((each) => valueAt(written, each) !== undefined)
      .map((each) => ({
        kind: "not-supported-yet" as const,
        path: formatPath(each),
        message: `not supported yet: ${capability}`,
      })),
  );
}

function pathsOf(pattern: string, config: Config): Path[] {
  const parts = pattern.split(".");
  const star = parts.indexOf("*");
  return star < 0 ? [parts] : config.monitors.map(({ name }) => parts.with(star, name));
}

/** Stands in a drafted configuration for a bucket that only its owner can name. */
export const PLACEHOLDER_BUCKET = "your-bucket";

/** What is valid and may still not be what was meant. */
export function thingsToCheck(config: Config): Notice[] {
  const check = (path: Path, message: string): Notice => ({ kind: "check", path: formatPath(path), message });
  return [
    ...config.monitors.filter(tellsNobody(config)).map(({ name }) => {
      const message =
        "nobody is told of some incidents: give e-mail addresses in notify.page of the monitor, of defaults or of the hub, " +
        "or topics for all severities that page in hub.alerts.topics";
      return check(["monitors", name, "notify", "page"], message);
    }),
    ...(config.hub.store.kmsKeyArn === null
      ? []
      : [
          check(
            ["hub", "store", "kmsKeyArn"],
            "the key's own policy must let CloudWatch alarms and AWS Budgets use it, or they tell nobody (docs/security.md#keys)",
          ),
        ]),
    ...config.monitors
      .filter(({ captures }) => captures.account !== null)
      .map(({ name }) =>
        check(
          ["monitors", name, "captures", "account"],
          `the bucket's owner has to allow this account: npx plumbline bucket-policy --monitor ${name} --account ID --region NAME prints how, with this account and region`,
        ),
      ),
    ...config.monitors
      .filter(({ model }) => model.task === null)
      .map(({ name }) =>
        check(["monitors", name, "model", "task"], "the task is inferred from the reference; write it down"),
      ),
    ...config.monitors
      .filter(({ model, dashboard }) => model.endpoint !== null && !dashboard)
      .map(({ name }) => {
        const message = "the endpoint is shown on the monitor's own dashboard; add dashboard: true ($3 a month)";
        return check(["monitors", name, "model", "endpoint"], message);
      }),
    ...placesToFill(config),
    ...overlaps(config.monitors).map(([a, b]) =>
      check(
        ["monitors", b.name, "captures", "prefix"],
        `reads captures that monitors.${a.name} reads too, and each of them is paid for twice; ` +
          "if that is not meant, give each monitor a prefix of its own",
      ),
    ),
  ];
}

/** Fields that still hold what a drafted configuration has in the place of a bucket: somebody else's, once deployed. */
export function placesToFill({ monitors }: Config): Notice[] {
  const message = `put the name of a bucket in the place of ${PLACEHOLDER_BUCKET}`;
  return monitors.flatMap(placeholders).map((path) => ({ kind: "check", path: formatPath(path), message }));
}

function placeholders({ name, reference, columns }: MonitorConfig): Path[] {
  const { headerFrom } = columns.input;
  return [
    ...(headerFrom?.bucket === PLACEHOLDER_BUCKET ? [["monitors", name, "columns", "input", "headerFrom"]] : []),
    ...(reference.kind === "table" && reference.table.bucket === PLACEHOLDER_BUCKET
      ? [["monitors", name, "reference", "table"]]
      : []),
  ];
}

/** Somebody is told where there are addresses, or an existing topic for every severity that pages. */
function tellsNobody(config: Config): (monitor: MonitorConfig) => boolean {
  const isCovered = (severity: Severity): boolean => config.hub.alertTopics[severity] !== undefined;
  return ({ notify, alarms }) =>
    notify.page.length === 0 && !SEVERITIES.slice(SEVERITIES.indexOf(alarms.page)).every(isCovered);
}

/** Pairs of monitors one of which has its captures below the other's prefix. */
function overlaps(monitors: readonly MonitorConfig[]): [MonitorConfig, MonitorConfig][] {
  return monitors.flatMap((b, i) =>
    monitors
      .slice(0, i)
      .filter(({ captures: a }) => {
        const nested = a.prefix.startsWith(b.captures.prefix) || b.captures.prefix.startsWith(a.prefix);
        return a.bucket !== null && a.bucket === b.captures.bucket && nested;
      })
      .map((a): [MonitorConfig, MonitorConfig] => [a, b]),
  );
}
