import type { BacktestResult, ReplayedLog } from "../backtest/backtest-result.js";
import { escapeHtml } from "./escape.js";
import { formatCount, formatHour, formatNumber } from "./words.js";

/** Every rule in one line, the one that was told in bold. */
export function ruleTable({ rules, summary }: BacktestResult): string {
  const rows = rules.map((rule) => {
    const first = rule.firstPageHour === null ? "none" : formatHour(rule.firstPageHour);
    return `<tr${rule.rule === summary.rule ? ' class="judging"' : ""}><th scope="row">${escapeHtml(rule.rule)}<small>${escapeHtml(rule.title)}</small></th><td class="number">${formatNumber(rule.pagesPer30Days)}</td><td class="number">${formatCount(rule.pages)}</td><td class="number">${formatCount(rule.incidents)}</td><td class="number">${formatNumber(rule.driftingDaysPer30Days)}</td><td>${first}</td></tr>`;
  });
  return `<section><h2>The same log by every rule</h2><div class="scroll"><table class="wide rules"><thead><tr><th>Rule</th><th class="number">Pages per 30 days</th><th class="number">Pages</th><th class="number">Incidents</th><th class="number">Days of 30 with an alarm</th><th>First page</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>
<p class="note">Plumbline's rules send one page per incident, however long it lasts. Other tools keep no incidents: each day with an alarm counts as one page, which is kind to hourly schedules.</p></section>`;
}

/** The smallest change that each feature would be noticed at. */
export function sensitivityTable({ sensitivity, windowSize }: BacktestResult): string {
  if (sensitivity.length === 0) return "";
  const size = (value: number | null): string => (value === null ? "not judged" : `${formatNumber(value)} sd`);
  const hourly = windowSize === "hour";
  const rows = sensitivity.map(
    ({ feature, check, hour, day, native }) =>
      `<tr><th scope="row">${escapeHtml(feature)}</th><td>${escapeHtml(check)}</td>${hourly ? `<td class="number">${size(hour)}</td>` : ""}<td class="number">${size(day)}</td><td class="number">${native === null ? "" : formatNumber(native)}</td></tr>`,
  );
  return `<section><h2>What would be noticed</h2><p class="note">The smallest change that is found every second time it is looked at, in standard deviations of the reference; half as large again is found almost always.</p><div class="scroll"><table><thead><tr><th>Feature</th><th>Check</th>${hourly ? '<th class="number">In an hour</th>' : ""}<th class="number">In a day</th><th class="number">In its own unit</th></tr></thead><tbody>${rows.join("")}</tbody></table></div></section>`;
}

/** Records that could not be used, by side and reason. */
export function rejectTable({ reference, production }: BacktestResult): string {
  const rows = [...rejectRows("reference", reference), ...rejectRows("production", production)];
  if (rows.length === 0) return "";
  return `<section><h2>Records that were not used</h2><div class="scroll"><table><thead><tr><th>Side</th><th>Reason</th><th class="number">Records</th><th>First</th></tr></thead><tbody>${rows.join("")}</tbody></table></div></section>`;
}

function rejectRows(side: string, { rejectedByReason, rejectedFirst, excluded }: ReplayedLog): string[] {
  const row = (reason: string, count: number, where: string): string =>
    `<tr><td>${side}</td><td>${escapeHtml(reason)}</td><td class="number">${formatCount(count)}</td><td>${escapeHtml(where)}</td></tr>`;
  const rejected = Object.entries(rejectedByReason).map(([reason, count]) => {
    const first = rejectedFirst.find((each) => each.reason === reason);
    return row(reason, count, first ? `${first.file} line ${first.line}: ${first.detail}` : "");
  });
  return excluded > 0 ? [...rejected, row("excluded period", excluded, "")] : rejected;
}

/** Columns that no rule looked at, together by reason. */
export function leftOutText({ leftOut }: BacktestResult): string {
  const byReason = new Map<string, string[]>();
  for (const { column, reason } of leftOut) byReason.set(reason, [...(byReason.get(reason) ?? []), column]);
  return [...byReason].map(([reason, columns]) => `${columns.join(", ")} (${reason})`).join("; ");
}
