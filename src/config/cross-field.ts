import { QUALITY_METRIC_NAMES } from "./known-names.js";
import { defaultFalseAlarms } from "./resolve-hub.js";
import { describeValue, type Path } from "./problems/path.js";
import type { PlacelessProblem } from "./problems/issue-problems.js";
import type { ConfigOutput, MonitorOutput } from "./schema/config.js";

/** A rule that a field breaks only together with others. */
type Broken = (path: Path, expected: string, value: unknown) => void;

/** Formats that carry no time of their own. */
const TIMELESS_FORMATS: readonly string[] = ["jsonl", "csv", "parquet"];

/** Rules between fields of a configuration whose every field is valid by itself. */
export function crossFieldProblems(config: ConfigOutput): PlacelessProblem[] {
  const problems: PlacelessProblem[] = [];
  const broken: Broken = (path, expected, value) =>
    problems.push({ path, expected, got: describeValue(value), suggestion: null, atKey: false });
  for (const [name, monitor] of Object.entries(config.monitors)) {
    const brokenHere: Broken = (path, expected, value) => {
      broken(["monitors", name, ...path], expected, value);
    };
    checkCaptures(name, monitor, brokenHere);
    checkColumns(monitor, brokenHere);
    checkLatency(monitor, brokenHere);
    checkModel(monitor, brokenHere);
    checkQuality(monitor, brokenHere);
    checkLabels(monitor, brokenHere);
    checkTimes(monitor, brokenHere);
  }
  checkBuckets(config, broken);
  checkFalseAlarms(config, broken);
  return problems;
}

function checkCaptures(name: string, { captures, labels }: MonitorOutput, broken: Broken): void {
  if (captures.existing && captures.bucket === undefined) {
    broken(["captures", "bucket"], "the name of the existing bucket, because captures.existing is true", undefined);
  }
  const prefix = captures.prefix ?? `${name}/`;
  if (labels && (labels.prefix.startsWith(prefix) || prefix.startsWith(labels.prefix))) {
    broken(["labels", "prefix"], `a prefix apart from that of the captures (${JSON.stringify(prefix)})`, labels.prefix);
  }
}

function checkColumns({ captures, columns }: MonitorOutput, broken: Broken): void {
  const { input } = columns;
  if (columns.time === undefined && TIMELESS_FORMATS.includes(captures.format)) {
    broken(
      ["columns", "time"],
      `a column, { path: dt={yyyy-MM-dd} } or lastModified, because ${captures.format} captures carry no time of their own`,
      undefined,
    );
  }
  if (input.headerFrom !== undefined && input.header !== undefined) {
    broken(["columns", "input", "header"], "nothing, because columns.input.headerFrom names the columns", input.header);
  }
  if (input.drop.length > 0 && input.headerFrom === undefined && input.header === undefined) {
    broken(["columns", "input", "drop"], "columns.input.headerFrom or header beside it", input.drop);
  }
  const needed = {
    id: [columns.id].flat(),
    time: [columns.time],
    prediction: [columns.prediction],
    weight: [columns.weight],
    latency: [columns.latency?.column],
  };
  columns.ignore.forEach((ignored, i) => {
    for (const [use, names] of Object.entries(needed)) {
      if (names.includes(ignored))
        broken(["columns", "ignore", i], `a column that columns.${use} does not need`, ignored);
    }
  });
}

/** What the latency column can't be besides: it is read as a number, and is no feature. */
function checkLatency({ columns, features, reference }: MonitorOutput, broken: Broken): void {
  const column = columns.latency?.column;
  if (column === undefined) return;
  const uses: Readonly<Record<string, readonly unknown[]>> = {
    "columns.id": [columns.id].flat(),
    "columns.time": [typeof columns.time === "object" && "column" in columns.time ? columns.time.column : columns.time],
    "columns.prediction": [columns.prediction],
    "columns.weight": [columns.weight],
    "columns.input.ignore": columns.input.ignore,
    "features.types": Object.keys(features.types),
    "reference.label": [reference.label],
  };
  for (const [use, names] of Object.entries(uses)) {
    if (names.includes(column)) broken(["columns", "latency", "column"], `a column that ${use} does not name`, column);
  }
}

function checkModel({ model }: MonitorOutput, broken: Broken): void {
  const { task, classes, positiveClass } = model;
  const tooFew = task === "binary" ? classes.length !== 2 : classes.length < 2;
  if (classes.length > 0 && tooFew && (task === "binary" || task === "multiclass")) {
    broken(["model", "classes"], task === "binary" ? "two classes" : "at least two classes", classes);
  }
  if (classes.length > 0 && positiveClass !== undefined && !classes.includes(positiveClass)) {
    broken(["model", "positiveClass"], `one of model.classes (${classes.join(", ")})`, positiveClass);
  }
}

const LABELLED_TASKS: readonly unknown[] = ["binary", "multiclass", "regression"];

/** Labels are compared with predictions: of what kind, and where they stand, must be known before the first capture comes. */
function checkLabels({ labels, model, columns }: MonitorOutput, broken: Broken): void {
  if (!labels) return;
  const { task, classes, positiveClass } = model;
  const { score, class: said, probabilities, prediction } = columns.output;
  if (!LABELLED_TASKS.includes(task)) {
    broken(["model", "task"], "binary, multiclass or regression, because labels are configured", task);
  } else if (task === "regression" && prediction === undefined && columns.prediction === undefined) {
    broken(["columns"], "output.prediction or prediction, because labels are configured", undefined);
  } else if (
    task !== "regression" &&
    [score, said, probabilities, columns.prediction].every((at) => at === undefined)
  ) {
    const places = `output.class, ${task === "binary" ? "output.score" : "output.probabilities"} or prediction`;
    broken(["columns"], `${places}, because labels are configured`, undefined);
  }
  if (task !== "regression" && probabilities !== undefined && classes.length === 0) {
    broken(
      ["model", "classes"],
      "the classes in the order of the probabilities, because labels are configured",
      classes,
    );
  }
  if (task === "binary" && probabilities !== undefined && score === undefined && positiveClass === undefined) {
    broken(["model", "positiveClass"], "the class whose probability is the score", positiveClass);
  }
}

const QUALITY_TASKS: readonly unknown[] = ["binary", "multiclass", "regression"];

/** Labels are of use where it is known what the model says; thresholds of quality where there are labels. */
function checkQuality({ model, labels, alarms }: MonitorOutput, broken: Broken): void {
  if (labels && !QUALITY_TASKS.includes(model.task)) {
    broken(["model", "task"], "binary, multiclass or regression, because there are labels", model.task);
  }
  if (labels) return;
  const names: readonly string[] = QUALITY_METRIC_NAMES;
  for (const [field, thresholds] of Object.entries({ fixed: alarms.fixed, worseBy: alarms.worseBy })) {
    for (const name of Object.keys(thresholds).filter((each) => names.includes(each))) {
      broken(["alarms", field, name], "labels beside it, because it is a metric of quality", thresholds[name as never]);
    }
  }
}

function checkTimes({ window, retrain }: MonitorOutput, broken: Broken): void {
  if (window.expectBy !== undefined && window.size === "hour") {
    broken(["window", "expectBy"], "nothing, because window.size is hour", window.expectBy);
  }
  if (retrain && retrain.onIncident === undefined && retrain.schedule === undefined) {
    broken(["retrain"], "onIncident or schedule", retrain);
  }
}

/** A bucket is either there already or created, and has one owner, for all monitors that use it. */
function checkBuckets(config: ConfigOutput, broken: Broken): void {
  const first = new Map<string, { name: string; existing: boolean; account: string | undefined }>();
  for (const [name, { captures }] of Object.entries(config.monitors)) {
    if (captures.account !== undefined && !(captures.existing && captures.bucket !== undefined)) {
      broken(["monitors", name, "captures", "account"], "an existing bucket by name beside it", captures.account);
    }
    if (captures.bucket === undefined) continue;
    const { bucket, existing, account } = captures;
    const other = first.get(bucket);
    if (!other) first.set(bucket, { name, existing, account });
    else if (other.existing !== existing) {
      const expected = `${other.existing} as monitors.${other.name} says of the same bucket`;
      broken(["monitors", name, "captures", "existing"], expected, existing);
    } else if (other.account !== account) {
      const expected = `${other.account ?? "none"}, as monitors.${other.name} says of the same bucket`;
      broken(["monitors", name, "captures", "account"], expected, account);
    }
  }
}

/** What monitors claim of the hub's false pages must leave something for those that claim nothing. */
function checkFalseAlarms(config: ConfigOutput, broken: Broken): void {
  const monitors = Object.values(config.monitors);
  const claims = monitors.flatMap(({ alarms }) => alarms.falseAlarmsPer30Days ?? []);
  const claimed = claims.reduce((sum, claim) => sum + claim, 0);
  const all = config.hub.falseAlarmsPer30Days ?? defaultFalseAlarms(monitors.length);
  // 1e-9 forgives the rounding of shares such as a third.
  const others = monitors.length - claims.length;
  if (claimed > all * (1 + 1e-9) || (others > 0 && claimed >= all)) {
    const shares = `${claimed} that alarms.falseAlarmsPer30Days of single monitors claim`;
    const expected = others > 0 ? `more than the ${shares}, for ${others} others` : `at least the ${shares}`;
    broken(["hub", "falseAlarmsPer30Days"], expected, all);
  }
}
