import type { MonitorConfig } from "../../../src/config/index.js";
import { MOST_OBJECTS } from "../aws/capture-objects.js";
import { monitorCheck } from "../check.js";
import { ok, warning } from "../finding.js";

const HOUR_MS = 3_600_000;

/** Captures land. */
export const captures = monitorCheck("captures", async (monitor, world) => {
  const listing = await world.landed.list(monitor);
  if (listing === null) return [];
  const { bucket, newest, captures: count, complete } = listing;
  const place = `s3://${bucket}/${monitor.captures.prefix}`;
  if (newest === null) {
    const fix = `aws s3 ls --recursive ${place} | head   # captures.prefix, include and exclude have to fit; docs/deploy.md says how SageMaker is told to capture`;
    return [warning(monitor.name, `no capture lies below ${place}`, fix)];
  }
  const ageHours = Math.floor((world.nowMs - newest.lastModifiedMs) / HOUR_MS);
  const among = complete ? `${count} below ${place}` : `the first ${MOST_OBJECTS} objects below ${place}`;
  const message = `the newest of ${among} is ${ageText(ageHours)} old`;
  // Which of very many is the newest can't be told without a list of all.
  if (!complete || ageHours < usualHours(monitor)) return [ok(monitor.name, message)];
  return [
    warning(
      monitor.name,
      message,
      `aws s3 ls --recursive ${place} | sort | tail -3   # is data capture on, and traffic there?`,
    ),
  ];
});

/** From here on silence is notable whatever the model: a day, or two where batches come daily. */
const usualHours = ({ window }: MonitorConfig): number => (window.size === "day" ? 48 : 24);

const ageText = (hours: number): string => (hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`);
