import { describe, expect, it } from "vitest";
import {
  ConfigError,
  parseConfig,
  parseMonitorEnvironment,
  serialiseMonitorEnvironment,
} from "../../src/config/index.js";
import { MONITOR_ENVIRONMENT_MAX_BYTES } from "../../src/config/monitor-environment.js";
import { threeMonitors } from "./three-monitors.js";

const withHeader = (columns: number) => {
  const header = Array.from({ length: columns }, (_, i) => `feature_${i}`).join(", ");
  return parseConfig(`monitors: { a: { reference: { live: 3d }, columns: { input: { header: [${header}] } } } }`, "p");
};

describe("a monitor in a function's environment", () => {
  const config = threeMonitors();

  it.each(config.monitors.map(({ name }) => name))("comes back as it was: %s", (name) => {
    const { hub, monitor } = parseMonitorEnvironment(serialiseMonitorEnvironment(config, name));
    expect(hub).toEqual(config.hub);
    expect(monitor).toEqual(config.monitors.find((each) => each.name === name));
  });

  it("keeps its share of the false pages, although the other monitors are not there", () => {
    const { monitor } = parseMonitorEnvironment(serialiseMonitorEnvironment(config, "churn"));
    expect(monitor.alarms.falseAlarmsPer30Days).toBe(4 / 3);
  });

  it("is readable JSON while it is short, and deflated when it is long", () => {
    expect(serialiseMonitorEnvironment(config, "churn")).toMatch(/^\{"hub"/);
    const long = withHeader(400);
    const text = serialiseMonitorEnvironment(long, "a");
    expect(text).toMatch(/^deflate:/);
    expect(text.length).toBeLessThanOrEqual(MONITOR_ENVIRONMENT_MAX_BYTES);
    expect(parseMonitorEnvironment(text).monitor).toEqual(long.monitors[0]);
  });

  it("is refused with advice when it does not fit", () => {
    expect(() => serialiseMonitorEnvironment(withHeader(5_000), "a")).toThrow(
      /monitors\.a expects at most 3000 bytes.*headerFrom/,
    );
  });

  it("has to be one of the configuration's", () => {
    expect(() => serialiseMonitorEnvironment(config, "chrn")).toThrow(
      "monitor expects one of churn, demand, triage, got chrn",
    );
  });

  it.each(["", "{", "deflate:AAAA", "null"])("is refused when the text is %j", (text) => {
    expect(() => parseMonitorEnvironment(text)).toThrow(/the monitor's environment/);
  });

  it("is checked by the same schema as the file", () => {
    const text = serialiseMonitorEnvironment(config, "churn").replace("sagemaker-jsonl", "sagemaker-xml");
    expect(() => parseMonitorEnvironment(text)).toThrow(ConfigError);
  });
});
