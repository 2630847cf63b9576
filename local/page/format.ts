/** Numbers and times as people read them. All times are UTC and say so. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "5 Jan" */
export function formatDay(timeMs: number): string {
  const date = new Date(timeMs);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ""}`;
}

/** "14:05" */
export function formatClock(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(11, 16);
}

/** "5 Jan 2026, 14:05 UTC" */
export function formatTime(timeMs: number): string {
  return `${formatDay(timeMs)} ${new Date(timeMs).getUTCFullYear()}, ${formatClock(timeMs)} UTC`;
}

/** The two largest units of a span: "3 d 4 h", "12 min", "45 s". */
export function formatSpan(spanMs: number): string {
  const units = [
    { name: "d", ms: DAY },
    { name: "h", ms: HOUR },
    { name: "min", ms: MINUTE },
    { name: "s", ms: SECOND },
  ];
  const first = units.findIndex(({ ms }) => spanMs >= ms);
  if (first === -1) return "0 s";
  const parts: string[] = [];
  let rest = spanMs;
  for (const { name, ms } of units.slice(first, first + 2)) {
    const count = Math.floor(rest / ms);
    rest -= count * ms;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(" ");
}

/** Four significant digits, thousands apart, exponents only where digits would mislead: 68,785, 0.1234, 1.2e-7. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e12))
    return value
      .toExponential(2)
      .replace(/\.?0+e/, "e")
      .replace("e+", "e");
  if (size >= 1000) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(4)));
}

/** "812 B", "14.2 kB", "1.3 MB" */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${Number(value.toPrecision(3))} ${units[unit] ?? ""}`;
}

/** "1 alarm", "2 alarms" */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)} ${count === 1 ? singular : plural}`;
}
