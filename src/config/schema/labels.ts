import * as z from "zod/mini";
import { field, group } from "./field.js";
import { wholeNumber } from "./numbers.js";
import { columnName, columnNames, keyPrefix } from "./texts.js";

const labelIds = "a column name or a list of column names";

export const labelsSchema = group("where true outcomes land, such as { prefix: truth/ }", {
  prefix: field(keyPrefix(), "Key prefix of the label files, in the bucket of the captures."),
  format: field(
    z._default(z.enum(["auto", "sagemaker-ground-truth", "jsonl", "csv", "parquet"]), "auto"),
    "Format of the label files.",
  ),
  id: field(
    z.optional(z.union([columnName(), columnNames().check(z.minLength(1, { error: labelIds }))], { error: labelIds })),
    "Columns that hold the id of the prediction.",
    { fallback: "those of `columns.id`" },
  ),
  column: field(z.optional(columnName()), "Column that holds the label.", { fallback: "found" }),
  time: field(
    z.optional(columnName()),
    "Column that says when the label was given: of several labels of one prediction the last counts.",
    { fallback: "when the label's file arrived" },
  ),
  predictionTime: field(
    z.optional(columnName()),
    "Column that holds the event time of the prediction: only its hour is then searched for the prediction.",
    { fallback: "all hours of the wait are searched" },
  ),
  values: field(
    z._default(
      z.record(z.string(), z.union([z.string(), z.number()], { error: "a text or a number" }), {
        error: "values by label",
      }),
      {},
    ),
    'Labels as they are written, mapped to values of the model: `{ "True.": 1 }`.',
  ),
  waitDays: field(
    z._default(wholeNumber("a whole number of days from 1 to 400", 1, 400), 30),
    "How long predictions wait for their labels.",
    { unit: "days" },
  ),
});
