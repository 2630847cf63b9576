import { type FaultCounts, totalFaults } from "../../src/core/labels/row-faults.js";
import type { SideCounts } from "../../src/core/labels/labelled-pairs.js";
import type { Output } from "../output.js";
import { readableNumber, readableText } from "../profile/readable.js";
import type { ChallengerComparison } from "./challenger.js";
import type { QualityReport, ReportedMetric } from "./quality-report.js";

const right = (title: string) => ({ title, align: "right" as const });
/** Companions say what an answer that is always the same would reach; they stand beside their metric, not in a line of their own. */
const COMPANION = "-best-constant";
/** |z| of a gap between labels and estimate that chance hardly makes. */
const BEYOND_CHANCE = 4;

/** Quality for people: metrics with intervals and estimates, periods, the challenger, and what became of every row. */
export function showQuality(report: QualityReport, output: Output): void {
  const { task, taskInferred, classes, omega } = report;
  const positive = task === "binary" ? `, positive class ${readableText(classes[1] ?? "?", 40)}` : "";
  output.line(`task: ${task}${taskInferred ? " (inferred; --task says otherwise)" : ""}${positive}`);
  output.line(`${report.rows} predictions, ${report.labelled} of them labelled${coverageText(report)}`);
  if (omega >= 1.05) output.line(`rows come in clusters: ${readableNumber(omega, 3)} count as one in every interval`);
  output.line();
  showMetrics(report, output);
  showClasses(report, output);
  showPeriods(report, output);
  if (report.challenger) showChallenger(report.challenger, output);
  showJoin(report, output);
}

function coverageText({ coverage, delayHours }: QualityReport): string {
  const share = coverage ? ` (coverage ${readableNumber(100 * coverage.value, 3)} %)` : "";
  const delay = delayHours ? `, labels after ${readableNumber(delayHours.median, 3)} hours in the median` : "";
  return share + delay;
}

function showMetrics({ metrics, estimated, conceptDrift }: QualityReport, output: Output): void {
  const companions = new Map(metrics.map(({ name, value }) => [name, value]));
  const estimates = new Map(estimated.map((each) => [each.name, each]));
  const rows = metrics.filter((metric) => metric.class === undefined && !metric.name.endsWith(COMPANION));
  const compared = rows.some(({ name }) => companions.has(name + COMPANION));
  output.table(
    [
      { title: "metric" },
      right("value"),
      { title: "95 % interval" },
      ...(compared ? [right("constant answer")] : []),
      ...(estimated.length > 0 ? [right("estimated *"), { title: "95 % interval" }] : []),
    ],
    rows.map((metric) => {
      const estimate = estimates.get(metric.name);
      return [
        metric.name,
        readableNumber(metric.value, 4),
        metric.undefinedBecause === undefined ? interval(metric) : `undefined, because ${metric.undefinedBecause}`,
        ...(compared ? [readableNumber(companions.get(metric.name + COMPANION) ?? null, 4)] : []),
        ...(estimated.length > 0
          ? [readableNumber(estimate?.value ?? null, 4), estimate ? interval(estimate) : ""]
          : []),
      ];
    }),
  );
  if (estimated.length > 0)
    output.line("* estimated, if the input-output relation still holds: without looking at labels");
  for (const { name, difference, z } of conceptDrift) {
    const size = `${difference > 0 ? "+" : ""}${readableNumber(difference, 3)} (z ${readableNumber(z, 3)})`;
    const verdict =
      Math.abs(z) >= BEYOND_CHANCE ? "beyond chance: the input-output relation has changed" : "within chance";
    output.line(`${name}: labels differ by ${size} from what was expected of these rows, ${verdict}`);
  }
  output.line();
}

function interval({ low, high }: Pick<ReportedMetric, "low" | "high">): string {
  return low === null || high === null ? "" : `${readableNumber(low, 4)} to ${readableNumber(high, 4)}`;
}

function showClasses({ metrics }: QualityReport, output: Output): void {
  const ofClasses = metrics.filter((metric) => metric.class !== undefined);
  const names = [...new Set(ofClasses.map(({ name }) => name))];
  const classes = [...new Set(ofClasses.map((metric) => metric.class!))];
  if (classes.length === 0) return;
  const value = (name: string, ofClass: string) =>
    readableNumber(ofClasses.find((metric) => metric.name === name && metric.class === ofClass)?.value ?? null, 4);
  output.table(
    [{ title: "class" }, ...names.map(right)],
    classes.map((ofClass) => [readableText(ofClass, 40), ...names.map((name) => value(name, ofClass))]),
  );
  output.line();
}

/** What a period's line holds of each task. */
const PERIOD_METRICS = ["accuracy", "f1", "macro-f1", "roc-auc", "log-loss", "mae", "rmse", "bias", "r2"];

function showPeriods({ periods, metrics }: QualityReport, output: Output): void {
  if (periods.length === 0) return;
  const names = PERIOD_METRICS.filter((name) =>
    metrics.some((metric) => metric.name === name && metric.class === undefined),
  );
  const [main = ""] = names;
  const estimates = periods.some(({ estimated }) => estimated.some(({ name }) => name === main));
  output.table(
    [
      { title: "period (UTC)" },
      right("predictions"),
      right("labelled"),
      ...names.flatMap((name) => (name === main ? [right(name), { title: "95 % interval" }] : [right(name)])),
      ...(estimates ? [right(`estimated ${main}`)] : []),
    ],
    periods.map(({ period, rows, labelled, metrics: own, estimated }) => [
      period,
      String(rows),
      String(labelled),
      ...names.flatMap((name) => {
        const metric = own.find((each) => each.name === name && each.class === undefined);
        const value = readableNumber(metric?.value ?? null, 4);
        return name === main ? [value, metric ? interval(metric) : ""] : [value];
      }),
      ...(estimates ? [readableNumber(estimated.find(({ name }) => name === main)?.value ?? null, 4)] : []),
    ]),
  );
  output.line();
}

function showChallenger({ rows, differences, decisive, worse }: ChallengerComparison, output: Output): void {
  output.line(`challenger, on ${rows} labelled rows that both models predicted`);
  output.table(
    [
      { title: "metric" },
      right("champion"),
      right("challenger"),
      right("difference"),
      { title: "95 % interval" },
      { title: "better" },
    ],
    differences.map(({ name, champion, challenger, difference, low, high, better }) => [
      name,
      readableNumber(champion, 4),
      readableNumber(challenger, 4),
      readableNumber(difference, 3),
      interval({ low, high }),
      better,
    ]),
  );
  const verdict = worse ? "worse" : decisive.better === "challenger" ? "better" : "not worse beyond chance";
  output.line(`the challenger is ${verdict} in ${decisive.name}`);
  output.line();
}

function showJoin({ join, files }: QualityReport, output: Output): void {
  const { predictions, labels, pairFaults } = join;
  output.line(`predictions: ${sideText(predictions)}, ${predictions.waiting} without a label`);
  output.line(`labels: ${sideText(labels)}, ${labels.unmatched} without a prediction`);
  if (totalFaults(pairFaults) > 0) output.line(`matched, but not used: ${faultText(pairFaults)}`);
  for (const { file, rejects } of [...files.predictions, ...files.labels]) {
    const reasons = Object.entries(rejects.byReason).map(([reason, rows]) => `${rows} ${reason}`);
    if (rejects.total > 0) output.line(`${file}: ${rejects.total} records rejected (${reasons.join(", ")})`);
  }
}

function sideText({ read, faults, repeated, conflicting }: SideCounts): string {
  const used = `${read} read, ${faultText(faults)} not used, ${repeated} repeated`;
  return conflicting > 0 ? `${used} (${conflicting} of them contradict the one that was kept)` : used;
}

function faultText(faults: FaultCounts): string {
  const reasons = Object.entries(faults).map(([fault, rows]) => `${rows} ${fault}`);
  return reasons.length === 0 ? "0" : reasons.join(", ");
}
