import type { Finding, HourIndex, NativeChange, Severity, WindowLatency } from "../../contracts/verdict.js";

/** Numbers and times as people read them in mails and reports. */

/** Three significant digits, no exponent between 0.001 and a million: `0.0123`, `46`, `1,230,000`. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 0.001 || size >= 1e9) return value.toExponential(2);
  if (size >= 100) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}

/** `12.3 %`; shares below a tenth of a percent keep two digits. */
export function formatShare(share: number): string {
  return `${formatNumber(share * 100)} %`;
}

export function formatCount(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}

/** `2026-02-21 13:00 UTC` */
export function formatHour(hour: HourIndex): string {
  return `${new Date(hour * 3_600_000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** `median 46 -> 49`, `missing values 1 % -> 4.2 %` */
export function formatChange(change: NativeChange): string {
  const format = change.unit === "share" ? formatShare : formatNumber;
  return `${change.what} ${format(change.normal)} -> ${format(change.now)}`;
}

/** `p50 12 ms, p95 40 ms, p99 1,250 ms` */
export function formatLatency(latency: WindowLatency): string {
  return (["p50", "p95", "p99"] as const).map((rank) => `${rank} ${formatNumber(latency[rank])} ms`).join(", ");
}

const OWNERS: Readonly<Record<Finding["role"], string>> = {
  feature: "",
  prediction: "the model's output ",
  quality: "",
};

/** What a check says about its feature, as the end of a sentence that starts with the feature's name. */
export function describeFinding(finding: Finding): string {
  const what = finding.change ? formatChange(finding.change) : `${finding.check} ${formatNumber(finding.value)}`;
  return `${OWNERS[finding.role]}${finding.feature}: ${what}`;
}

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  low: "small",
  medium: "clear",
  high: "large",
  critical: "very large",
};

/** `a large change, about 0.42 standard deviations` */
export function describeSize(finding: Finding): string {
  return `a ${SEVERITY_WORDS[finding.severity]} change, about ${formatNumber(finding.effect)} standard deviations`;
}

const SPANS: Readonly<Record<Finding["lens"], string>> = {
  hour: "of the hour",
  day: "of the last 24 hours",
  trend: "of the last day of a longer trend",
};

/** `in 2,786 records of the last 24 hours`; of daily batches the window itself is the day. */
export function describeRows({ rows, lens }: Finding): string {
  return `in ${formatCount(rows)} records ${SPANS[lens]}`;
}

/** What a check says, as people say it: `values moved up`. Checks that are metrics say their name. */
export function describeCheck({ check, z = 0 }: Finding): string {
  const rises = z >= 0;
  switch (check) {
    case "shift":
      return rises ? "values moved up" : "values moved down";
    case "spread":
      return rises ? "values spread wider" : "values lie closer together";
    case "shape":
      return "the mix of values is another";
    case "missing":
      return rises ? "more values are missing" : "fewer values are missing";
    case "concept":
      return "labels say something else of the same inputs than they used to: concept drift";
    case "realised":
      return rises ? "higher than in the reference" : "lower than in the reference";
    case "coverage":
      return rises ? "more labels come than usual" : "fewer labels come than usual";
    case "threshold":
      return "beyond the limit that configuration sets";
    case "unseen":
      return rises ? "more values never seen before" : "fewer values never seen before";
    default:
      return check;
  }
}

/** `5 h`, `2 days` */
export function formatSpan(hours: number): string {
  return hours < 48 ? `${formatCount(hours)} h` : `${formatNumber(Math.round(hours / 2.4) / 10)} days`;
}
