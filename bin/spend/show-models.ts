import { formatUsd } from "../../src/core/spend/words.js";
import type { Output } from "../output.js";
import type { TableColumn } from "../table.js";
import { type DaySpan, dayOf } from "./days.js";
import type { ModelCost, ModelCosts } from "./model-costs.js";
import { QUESTION_USD } from "./tag-cost.js";

const COLUMNS: readonly TableColumn[] = [
  { title: "monitor" },
  { title: "tag" },
  { title: "cost", align: "right" },
  { title: "predictions", align: "right" },
  { title: "for a thousand", align: "right" },
];

export function showModels({ models, askedUsd }: ModelCosts, { fromMs, toMs }: DaySpan, output: Output): void {
  output.line(`${dayOf(fromMs)} to ${dayOf(toMs - 1)} (UTC), US dollars before credits and refunds`);
  output.line();
  output.table(COLUMNS, models.map(rowOf));
  output.line();
  for (const model of models) for (const note of notesOf(model)) output.line(note);
  output.line("Yesterday is not complete: bills come 8 to 24 hours late.");
  output.line(`Cost Explorer takes $${QUESTION_USD} a question: $${askedUsd.toFixed(2)} for this look.`);
}

function rowOf({ monitors, tag, usd, predictions, usdPerThousand }: ModelCost): string[] {
  return [
    monitors.join(", "),
    `${tag.key}=${tag.value}`,
    formatUsd(usd),
    predictions.toLocaleString("en-US"),
    usdPerThousand === null ? "-" : formatPerThousand(usdPerThousand),
  ];
}

/** Three digits that say something: `$0.000412`. */
const formatPerThousand = (usd: number): string => (usd >= 0.1 ? formatUsd(usd) : `$${Number(usd.toPrecision(3))}`);

/** Why there is no price for a thousand predictions. */
export function notesOf({ tag, monitors, predictions, status }: ModelCost): readonly string[] {
  const notes: string[] = [];
  if (status !== null) notes.push(...withoutCost(`${tag.key}=${tag.value}`, tag.key, status));
  if (predictions === 0) notes.push(`${monitors.join(", ")}: nothing was captured and judged in these days.`);
  return notes;
}

function withoutCost(tag: string, key: string, status: NonNullable<ModelCost["status"]>): readonly string[] {
  const activate = `  aws ce update-cost-allocation-tags-status --cost-allocation-tags-status 'TagKey=${key},Status=Active'   # in the account that pays`;
  switch (status) {
    case "inactive":
      return [
        `${tag}: ${key} is not an active cost-allocation tag, so bills don't know it. What was before stays so:`,
        activate,
      ];
    case "untold":
      return [
        `${tag}: no cost is known, and this account may not ask whether ${key} is an active cost-allocation tag. If it is not:`,
        activate,
      ];
    case "active":
      return [`${tag}: nothing that carries this tag cost anything. Do the endpoint and its jobs carry it?`];
  }
}
