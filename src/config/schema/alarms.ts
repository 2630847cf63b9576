import * as z from "zod/mini";
import { DRIFT_METRIC_NAMES } from "../known-names.js";
import { field, optionalGroup } from "./field.js";
import { numberBetween, positiveNumber } from "./numbers.js";
import { severity } from "./severity.js";
import { distinctList, period, timeZone } from "./texts.js";

export const alarmsSchema = optionalGroup("when to page, such as { page: medium }", {
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
    "Fixed thresholds by metric, such as `{ psi: 0.2 }`; they take the place of the documented ones.",
    { fallback: "documented thresholds" },
  ),
});
