import { DAY_MS, HOUR_MS } from "./hour.js";
import { OLDEST_RECORD_MS } from "./profiling-plan.js";

/** Captures wait while spend is paused, which ends with its month. */
const LONGEST_PAUSE_MS = 31 * DAY_MS;

/** A window is judged again at most so long before the last judged one: no record that is taken is older. */
export const RESTATED_HOURS = (OLDEST_RECORD_MS + LONGEST_PAUSE_MS) / HOUR_MS;
