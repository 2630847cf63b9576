import type { PartCost, SpendPrediction } from "../../src/core/spend/prediction.js";
import { entriesOf } from "../../src/core/spend/usage.js";
import { type Flow, formatRate, formatTraffic, formatUsd } from "../../src/core/spend/words.js";
import type { Output } from "../output.js";
import type { TableColumn } from "../table.js";
import type { CapWords } from "./cap.js";

const COLUMNS: readonly TableColumn[] = [
  { title: "a month, US dollars" },
  { title: "fixed", align: "right" },
  { title: "by traffic", align: "right" },
  { title: "together", align: "right" },
];
export function showCost(prediction: SpendPrediction, traffic: Flow, cap: CapWords, output: Output): void {
  const { table, hub, monitors, fixedUsd, meteredUsd, totalUsd } = prediction;
  output.line(`Each monitor with ${formatTraffic(traffic)}; list prices of ${table.region} of ${table.asOf}\n`);
  output.table(COLUMNS, [...[...monitors, hub].flatMap(rowsOf), row("everything", fixedUsd, meteredUsd)]);
  output.line("\nfixed, of the first monitor:");
  for (const line of arithmetic(monitors[0]!, prediction)) output.line(`  ${line}`);
  output.line(
    `\nwith the account's free allowances, if nothing else uses them: ${formatUsd(prediction.totalWithFreeUsd)} of ${formatUsd(totalUsd)}`,
  );
  const { instance, minutesARun, usd, runsAMonth } = prediction.processingJobs;
  output.line(
    `the same as hourly processing jobs on ${instance}, ${runsAMonth} runs of ${minutesARun.toFixed(1)} minutes: ${formatUsd(usd)}`,
  );
  for (const note of notesOn(prediction, cap)) output.line(note);
}

function rowsOf(part: PartCost): string[][] {
  return [
    row(part.name, part.fixedUsd, part.meteredUsd),
    ...part.services.map(({ service, fixedUsd, meteredUsd }) => row(`  ${service}`, fixedUsd, meteredUsd)),
  ];
}

function row(name: string, fixedUsd: number, meteredUsd: number): string[] {
  return [name, ...[fixedUsd, meteredUsd, fixedUsd + meteredUsd].map(formatUsd)];
}

/** The fixed part term by term, dearest first; what together stays below a cent is one line. */
function arithmetic({ usage }: PartCost, { table }: SpendPrediction): string[] {
  const terms = entriesOf(usage.fixed)
    .map(([name, amount]) => ({ amount, ...table.prices[name], usdAMonth: amount * table.prices[name].usd }))
    .sort((a, b) => b.usdAMonth - a.usdAMonth);
  const small = terms.filter(({ usdAMonth }) => usdAMonth < 0.005);
  const rest = small.reduce((sum, { usdAMonth }) => sum + usdAMonth, 0);
  return [
    ...terms
      .filter((term) => !small.includes(term))
      .map(({ amount, unit, usd, usdAMonth }) => {
        const count = amount.toLocaleString("en-US", { maximumFractionDigits: 0 });
        return `${formatUsd(usdAMonth)}  ${count} x ${formatRate(usd)}: ${unit}`;
      }),
    ...(small.length === 0 ? [] : [`${formatUsd(rest)}  ${small.length} more, each below half a cent`]),
  ];
}

function notesOn({ warnings }: SpendPrediction, cap: CapWords): string[] {
  return [
    ...[...cap.warnings, ...warnings].map((text) => `warning: ${text}`),
    ...(cap.refused === null ? [] : [`error: ${cap.refused}`]),
  ];
}
