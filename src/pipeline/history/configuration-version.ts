import { createHash } from "node:crypto";
import type { MonitorConfig } from "../../config/index.js";

/** What a monitor's configuration is called in the history and on reports: equal configuration, equal version. */
export function configurationVersion(monitor: MonitorConfig): string {
  return createHash("sha256").update(JSON.stringify(monitor)).digest("hex").slice(0, 16);
}
