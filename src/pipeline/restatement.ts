import { LONGEST_PAUSE_DAYS } from "../core/spend/month.js";
import { DAY_MS, HOUR_MS } from "./hour.js";
import { OLDEST_RECORD_MS } from "./profiling-plan.js";

/**
 * A window is judged again at most so long before the last judged one: no record that is taken is older, nor waits for
 * longer.
 */
export const RESTATED_HOURS = (OLDEST_RECORD_MS + LONGEST_PAUSE_DAYS * DAY_MS) / HOUR_MS;
