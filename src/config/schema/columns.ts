import * as z from "zod/mini";
import { field, group, optionalGroup } from "./field.js";
import { wholeNumber } from "./numbers.js";
import { columnName, columnNames, distinctList, jsonPath, s3Url, timePattern } from "./texts.js";

const place = "a position (0 is the first), a name or a JSON path";

const selector = () =>
  z.union([wholeNumber(place, 0, 4_999), z.string({ error: place }).check(z.minLength(1, { error: place }))], {
    error: place,
  });

const input = optionalGroup("how input is read, such as { rows: $.instances[*] }", {
  headerFrom: field(z.optional(s3Url()), "CSV in S3 whose first line names the columns of headerless input.", {
    fallback: "names of the payload, else positions",
  }),
  header: field(
    z.optional(distinctList(columnName(), "a list of column names")),
    "Names of headerless input, in order.",
    {
      fallback: "names of the payload, else positions",
    },
  ),
  drop: field(z._default(columnNames(), []), "Names in that header which the payload lacks, such as the label."),
  rows: field(z.optional(jsonPath()), "JSON path of the rows in the input, such as `$.instances[*]`.", {
    fallback: "found",
  }),
  ignore: field(z._default(columnNames(), []), "Input columns that are not read."),
});

const output = optionalGroup("how output is read, such as { score: 0 }", {
  rows: field(z.optional(jsonPath()), "JSON path of the rows in the output, such as `$.predictions[*]`.", {
    fallback: "found",
  }),
  score: field(z.optional(selector()), "Where the score of the positive class stands: position, name or JSON path."),
  class: field(z.optional(selector()), "Where the predicted class stands: position, name or JSON path."),
  probabilities: field(
    z.optional(selector()),
    "Where the list of class probabilities stands: position, name or JSON path.",
  ),
  prediction: field(z.optional(selector()), "Where a predicted number stands: position, name or JSON path."),
});

const timeSource = "a column name, inferenceTime, lastModified, { column: NAME } or { path: dt={yyyy-MM-dd} }";

const time = z.union(
  [
    columnName(),
    group(timeSource, {
      path: field(timePattern(), "Pattern of the key that holds the time, in the window's time zone."),
    }),
    group(timeSource, { column: field(columnName(), "Column that holds the time.") }),
  ],
  { error: timeSource },
);

const latency = group("where the latency stands, such as { column: took_ms, unit: ms }", {
  column: field(columnName(), "Numeric column that says how long the answer took."),
  unit: field(z._default(z.enum(["ms", "s"]), "ms"), "What it is measured in."),
});

const ids = "a column name or a list of column names";

export const columnsSchema = optionalGroup("which columns are what, such as { id: order_id }", {
  input: field(input, "How the input side of a capture is read."),
  output: field(output, "How the output side of a capture is read."),
  id: field(
    z.optional(z.union([columnName(), columnNames().check(z.minLength(1, { error: ids }))], { error: ids })),
    "What tells records apart and joins labels: `inferenceId` (of the capture), or one or several columns.",
    { fallback: "inference id of the capture, else its event id" },
  ),
  time: field(
    z.optional(time),
    'Event time: a column, `inferenceTime` (of the capture), a pattern in the key, or `lastModified`, upon which every page says "arrival time". Times before 14 days ago are rejected in live captures.',
    { fallback: "`inferenceTime` of SageMaker captures; other formats must name it" },
  ),
  prediction: field(
    z.optional(columnName()),
    "Column of flat records (jsonl, csv, parquet) that holds the prediction.",
  ),
  weight: field(z.optional(columnName()), "Column that says how much a record counts in model quality."),
  latency: field(
    z.optional(latency),
    "How long each answer took: p50, p95 and p99 of every window are on its report and on the dashboard. It is no feature and is not judged.",
    { fallback: "none" },
  ),
  ignore: field(z._default(columnNames(), []), "Columns that are not read at all, on either side."),
});
