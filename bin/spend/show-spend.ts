import type { BilledService } from "../../src/core/spend/price-table.js";
import { elapsedShare } from "../../src/core/spend/month.js";
import { formatUsd } from "../../src/core/spend/words.js";
import type { PartSpend, SpendStateBody } from "../../src/pipeline/spend/spend-state.js";
import type { SpendAudit } from "../../src/pipeline/spend/spend-audit.js";
import type { Output } from "../output.js";
import type { TableColumn } from "../table.js";

const COLUMNS: readonly TableColumn[] = [
  { title: "this month, US dollars" },
  { title: "work", align: "right" },
  { title: "what stands there", align: "right" },
  { title: "together", align: "right" },
];

/** Behind that, the guard doesn't run any more. */
const LATE_MS = 2 * 3_600_000;

export function showSpend(body: SpendStateBody, nowMs: number, output: Output): void {
  const { standing, figures, parts, override, monthlyUsd, atMs } = body;
  output.line(
    `${standing.month}: ${standing.state} since ${time(standing.sinceMs)}, by list prices, as of ${time(atMs)}`,
  );
  if (nowMs - atMs > LATE_MS) output.line("warning: the guard has not looked for more than two hours: see its log");
  if (override && nowMs < override.untilMs) {
    output.line(`overridden until ${time(override.untilMs)} by ${override.by}: ${override.reason}`);
  }
  const keep = standing.sampling.at(-1)?.keep ?? 1;
  if (keep < 1) output.line(`1 in ${1 / keep} captures is profiled`);
  output.line();
  const share = elapsedShare(atMs);
  const sum = (of: (part: PartSpend) => number): number => parts.reduce((all, part) => all + of(part), 0);
  output.table(COLUMNS, [
    ...parts.flatMap((part) => rowsOf(part, share)),
    row(
      "everything",
      sum(({ meteredUsd }) => meteredUsd),
      sum(({ standingUsd }) => standingUsd) * share,
    ),
  ]);
  output.line();
  output.line(`spent             ${formatUsd(figures.spentUsd)} of ${formatUsd(monthlyUsd)}`);
  output.line(
    `costs already     ${formatUsd(figures.committedUsd)} (what stands there and what lands cost to the month's end)`,
  );
  output.line(`forecast          ${formatUsd(figures.forecastUsd)} at the pace of the last day`);
  output.line(`work pauses at    ${formatUsd(Math.max(0, figures.limitUsd))} of work`);
}

export function showAudit(entries: readonly SpendAudit[], output: Output): void {
  for (const entry of entries) output.line(`${time(entry.atMs)}  ${wordsOf(entry)}`);
}

function wordsOf(entry: SpendAudit): string {
  if (entry.what === "state") {
    const { from, to, figures } = entry;
    return `${from} -> ${to}: ${formatUsd(figures.spentUsd)} spent, forecast ${formatUsd(figures.forecastUsd)}`;
  }
  const until = entry.untilMs === null ? "" : ` until ${time(entry.untilMs)}`;
  return `${entry.what}${until} by ${entry.by}: ${entry.reason}`;
}

function rowsOf({ name, meteredUsd, standingUsd, services }: PartSpend, share: number): string[][] {
  return [
    row(name, meteredUsd, standingUsd * share),
    ...(Object.entries(services) as [BilledService, number][])
      .filter(([, usd]) => usd > 0)
      .map(([service, usd]) => [`  ${service}`, formatUsd(usd), "", ""]),
  ];
}

function row(name: string, workUsd: number, standingUsd: number): string[] {
  return [name, ...[workUsd, standingUsd, workUsd + standingUsd].map(formatUsd)];
}

const time = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
