import * as z from "zod/mini";
import { field, group } from "./field.js";
import { wholeNumber } from "./numbers.js";
import { severity } from "./severity.js";
import { retrainTargetArn, textOf } from "./texts.js";

export const retrainSchema = group("what an incident starts, such as { target: arn:aws:states:... }", {
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
