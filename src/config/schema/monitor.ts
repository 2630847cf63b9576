import * as z from "zod/mini";
import { alarmsSchema } from "./alarms.js";
import { capturesSchema } from "./captures.js";
import { columnsSchema } from "./columns.js";
import { featuresSchema } from "./features.js";
import { field, group } from "./field.js";
import { labelsSchema } from "./labels.js";
import { modelSchema } from "./model.js";
import { notifySchema } from "./notify.js";
import { referenceSchema } from "./reference.js";
import { retrainSchema } from "./retrain.js";
import { segmentsSchema } from "./segments.js";
import { textOf } from "./texts.js";
import { windowSchema } from "./window.js";

const monitorFields = {
  model: field(modelSchema, "What the model is."),
  captures: field(capturesSchema, "Where captured inferences land."),
  columns: field(columnsSchema, "Which columns are what."),
  features: field(featuresSchema, "What is known of the features."),
  window: field(windowSchema, "What is judged at once, and when."),
  labels: field(z.optional(labelsSchema), "True outcomes, which arrive later.", { fallback: "none" }),
  segments: field(segmentsSchema, "Parts of the records that are watched by themselves.", { fallback: "none" }),
  alarms: field(alarmsSchema, "When to page."),
  dashboard: field(
    z._default(z.boolean({ error: "true or false" }), false),
    "Whether the monitor has a dashboard of its own, beside the hub's; $3 a month.",
  ),
  notify: field(notifySchema("of this monitor", "that of `hub.notify`"), "Who is told."),
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
