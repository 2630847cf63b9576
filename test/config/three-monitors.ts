import { readFileSync } from "node:fs";
import { type Config, type MonitorConfig, parseConfig } from "../../src/config/index.js";

/** The example of docs/configuration.md. */
export const threeMonitorsYaml = readFileSync(new URL("fixtures/three-monitors.yaml", import.meta.url), "utf8");

export function threeMonitors(): Config {
  return parseConfig(threeMonitorsYaml, "plumbline.yaml");
}

export function monitorNamed(config: Config, name: string): MonitorConfig {
  const monitor = config.monitors.find((each) => each.name === name);
  if (!monitor) throw new Error(`no monitor ${name}`);
  return monitor;
}
