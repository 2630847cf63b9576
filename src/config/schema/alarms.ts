import * as z from "zod/mini";
import { DRIFT_METRIC_NAMES, QUALITY_METRIC_NAMES } from "../known-names.js";
import { field, optionalGroup } from "./field.js";
import { numberBetween, positiveNumber } from "./numbers.js";
import { severity } from "./severity.js";
import { distinctList, period, timeZone } from "./texts.js";

export const alarmsSchema = optionalGroup("when to page, such as { page: medium }", {
  page: field(z._default(severity(), "medium"), "Least severity that pages; lower ones go to the digest."),
  rule: field(
    z._default(z.enum(["calibrated", "fixed"]), "calibrated"),
    "What judges: limits learned from the reference that keep the budget of false pages, or fixed thresholds alone.",
  ),
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
      z.partialRecord(
        z.enum([...DRIFT_METRIC_NAMES, ...QUALITY_METRIC_NAMES]),
        numberBetween("a threshold from 0 to 1000000", 0, 1e6),
        { error: "thresholds by metric" },
      ),
      {},
    ),
    "Fixed thresholds by metric, such as `{ psi: 0.2, accuracy: 0.8 }`: beside the calibrated limits, or in the place of the documented thresholds where `rule` is fixed. Metrics of quality may not be worse, in the last 24 hours, by more than chance.",
    { fallback: "none beside calibrated limits, documented ones alone" },
  ),
  worseBy: field(
    z._default(
      z.partialRecord(z.enum(QUALITY_METRIC_NAMES), numberBetween("a step from 0 to 1000000", 0, 1e6), {
        error: "steps by metric",
      }),
      {},
    ),
    "The same for quality, relative to the reference: `{ accuracy: 0.03 }` alarms when accuracy is three points worse.",
    { unit: "the metric's own" },
  ),
});
