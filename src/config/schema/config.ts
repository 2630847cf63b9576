import * as z from "zod/mini";
import { field, group } from "./field.js";
import { hubSchema } from "./hub.js";
import { defaultsSchema, monitorName, monitorSchema } from "./monitor.js";

const oneMonitor = "at least one monitor by name";

/** `plumbline.yaml` as it is written: the one schema of the dialect. */
export const configSchema = group("a configuration with monitors", {
  hub: field(hubSchema, "What all monitors share."),
  defaults: field(
    z.optional(defaultsSchema),
    "Fields of a monitor that stand for all monitors; a monitor's own come first.",
  ),
  monitors: field(
    z
      .record(monitorName(), monitorSchema, { error: oneMonitor })
      .check(z.refine((monitors) => Object.keys(monitors).length > 0, { error: oneMonitor })),
    "One entry for each model that is watched, by name: 1 to 40 of a-z 0-9 -.",
  ),
});

export type ConfigOutput = z.output<typeof configSchema>;
export type HubOutput = ConfigOutput["hub"];
export type MonitorOutput = z.output<typeof monitorSchema>;
