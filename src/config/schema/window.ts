import * as z from "zod/mini";
import { field, optionalGroup } from "./field.js";
import { wholeNumber } from "./numbers.js";
import { timeOfDay, timeZone } from "./texts.js";

export const windowSchema = optionalGroup("the window of analysis, such as { size: day }", {
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
