import * as z from "zod/mini";
import { DRIFT_METRIC_NAMES } from "../known-names.js";
import { capturesSchema } from "./captures.js";
import { columnsSchema } from "./columns.js";
import { featuresSchema } from "./features.js";
import { field, group, optionalGroup } from "./field.js";
import { modelSchema } from "./model.js";
import { notifySchema } from "./notify.js";
import { numberBetween, positiveNumber, wholeNumber } from "./numbers.js";
import { referenceSchema } from "./reference.js";
import {
  columnName,
  columnNames,
  distinctList,
  keyPrefix,
  period,
  retrainTargetArn,
  textOf,
  timeOfDay,
  timeZone,
} from "./texts.js";

const severity = () => z.enum(["low", "medium", "high", "critical"]);

const windowSchema = optionalGroup("the window of analysis, such as { size: day }", {
  size: field(
    z._default(z.enum(["auto", "hour", "day"]), "auto"),
    "What is judged at once. `auto` is a day where the key pattern of `columns.time` has no hours or `expectBy` is given, else an hour.",
  ),
  timeZone: field(z._default(timeZone(), "UTC"), "Where days begin, and the zone of times that carry none."),
  expectBy: field(z.optional(timeOfDay()), "Time of day by which the captures of the day before are expected.", {
    fallback: "none",
  }),
  settleMinutes: field(
    z._default(wholeNumber("a whole number of minutes from 0 to 360", 0, 360), 30),
    "How long after its end a window waits for late captures before it is judged.",
    { unit: "minutes" },
  ),
});

const labelIds = "a column name or a list of column names";

const labelsSchema = group("where true outcomes land, such as { prefix: truth/ }", {
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

const cutPoints = "a list of ascending numbers";

const cutSegment = group("a column name or { column: tenure, cuts: [12, 36] }", {
  column: field(columnName(), "Column that splits the records."),
  cuts: field(
    z.array(z.number({ error: cutPoints }), { error: cutPoints }).check(
      z.minLength(1, { error: "at least one number" }),
      z.refine((cuts) => cuts.every((cut, i) => i === 0 || cut > cuts[i - 1]!), { error: cutPoints }),
    ),
    "Where a numeric column is cut: `[12, 36]` makes three segments.",
  ),
});

const segmentsSchema = z._default(
  distinctList(
    z.union([columnName(), cutSegment], { error: "a column name or { column: tenure, cuts: [12, 36] }" }),
    "a list of columns",
  ),
  [],
);

const alarmsSchema = optionalGroup("when to page, such as { page: medium }", {
  page: field(z._default(severity(), "medium"), "Least severity that pages; lower ones go to the digest."),
  timeZone: field(z.optional(timeZone()), "Time zone of `exclude`.", { fallback: "that of the window" }),
  exclude: field(
    z._default(distinctList(period(), "a list of periods"), []),
    "Days on which nothing pages and from which nothing is learned: `2026-12-24/2026-12-27`, both inclusive.",
  ),
  falseAlarmsPer30Days: field(
    z.optional(positiveNumber("a number of false pages above 0")),
    "This monitor's part of `hub.falseAlarmsPer30Days`.",
    { unit: "pages in 30 days", fallback: "an equal share of what the others leave" },
  ),
  fixed: field(
    z._default(
      z.partialRecord(z.enum(DRIFT_METRIC_NAMES), numberBetween("a threshold from 0 to 1000", 0, 1_000), {
        error: "thresholds by metric",
      }),
      {},
    ),
    "Fixed thresholds by metric, such as `{ psi: 0.2 }`.",
    { fallback: "none" },
  ),
});

const retrainSchema = group("what an incident starts, such as { target: arn:aws:states:... }", {
  target: field(retrainTargetArn(), "Step Functions state machine or SageMaker pipeline that is started."),
  onIncident: field(z.optional(severity()), "Least severity of an incident that starts it.", { fallback: "never" }),
  schedule: field(
    z.optional(textOf("a schedule such as rate(7 days) or cron(0 6 ? * MON *)", /^(rate|cron)\(.+\)$/)),
    "EventBridge Scheduler expression, in the window's time zone.",
    { fallback: "never" },
  ),
  minDaysBetween: field(
    z._default(wholeNumber("a whole number of days from 0 to 365", 0, 365), 7),
    "Least time between two starts.",
    { unit: "days" },
  ),
  approval: field(z._default(z.boolean({ error: "true or false" }), true), "Whether a person confirms each start."),
});

const monitorFields = {
  model: field(modelSchema, "What the model is."),
  captures: field(capturesSchema, "Where captured inferences land."),
  columns: field(columnsSchema, "Which columns are what."),
  features: field(featuresSchema, "What is known of the features."),
  window: field(windowSchema, "What is judged at once, and when."),
  labels: field(z.optional(labelsSchema), "True outcomes, which arrive later.", { fallback: "none" }),
  segments: field(segmentsSchema, "Parts of the records that are watched by themselves.", { fallback: "none" }),
  alarms: field(alarmsSchema, "When to page."),
  notify: field(notifySchema("of this monitor"), "Who is told."),
  retrain: field(z.optional(retrainSchema), "What an incident starts.", { fallback: "none" }),
};

export const monitorSchema = group("a monitor with at least a reference", {
  ...monitorFields,
  reference: field(referenceSchema, "What production is compared with."),
});

/** The fields of a monitor as they may stand once under `defaults:`. */
export const defaultsSchema = group("fields of a monitor", {
  ...monitorFields,
  reference: field(z.optional(referenceSchema), "What production is compared with."),
});

export const monitorName = () =>
  textOf(
    "a monitor name of 1 to 40 characters a-z 0-9 - that starts and ends with a letter or digit",
    /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/,
  );
