import * as z from "zod/mini";
import { field, group } from "./field.js";
import { columnName, nonEmptyText, period, s3Url, textOf } from "./texts.js";

const exactlyOne = "exactly one of table, captures, live";

export const referenceSchema = group(`what production is compared with: ${exactlyOne}`, {
  table: field(z.optional(s3Url()), "Training data: one CSV, JSONL or Parquet object."),
  label: field(z.optional(columnName()), "Column of the table that holds the label; it is no feature."),
  forVersion: field(z.optional(nonEmptyText("a model version")), "Model version that the table belongs to.", {
    fallback: "all versions",
  }),
  captures: field(
    z.optional(period()),
    "Period of existing captures, whole days in the window's time zone, both inclusive.",
  ),
  live: field(
    z.optional(textOf("a number of days from 1d to 90d such as 14d", /^([1-9]|[1-8]\d|90)d$/)),
    "How long to learn from live captures, from the first one on, such as `14d`.",
    { unit: "days" },
  ),
}).check(
  z.refine((kinds) => [kinds.table, kinds.captures, kinds.live].filter((each) => each !== undefined).length === 1, {
    error: exactlyOne,
  }),
  z.refine((kinds) => kinds.table !== undefined || (kinds.label === undefined && kinds.forVersion === undefined), {
    error: "label and forVersion only beside table",
  }),
);
