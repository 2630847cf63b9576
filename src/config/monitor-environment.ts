import { deflateRawSync, inflateRawSync } from "node:zlib";
import { FormatError, messageOf, PlumblineError } from "../contracts/errors.js";
import { resolveConfig } from "./resolve.js";
import type { Config, HubConfig, MonitorConfig } from "./types.js";

/** What a function of one monitor knows of the configuration. */
export interface MonitorEnvironment {
  readonly hub: HubConfig;
  readonly name: string;
  readonly monitor: MonitorConfig;
}

/** Lambda allows 4 KB for all environment variables together; the rest is for names of buckets, tables and queues. */
export const MONITOR_ENVIRONMENT_MAX_BYTES = 3_000;

/** Below this a configuration stays readable in the console. */
const PLAIN_MAX_BYTES = 1_500;
const DEFLATED = "deflate:";

/**
 * One monitor as the value of an environment variable: what was written, `defaults:` merged in, as JSON; deflated in
 * base64 where that is long. Defaults are filled in again at cold start, by the schema that checks it.
 *
 * @throws PlumblineError `MONITOR_TOO_LARGE` when it doesn't fit into a Lambda's environment
 */
export function serialiseMonitorEnvironment(config: Config, name: string): string {
  const monitor = config.monitors.find((each) => each.name === name);
  const written = config.document.monitors[name];
  if (!monitor || !written) {
    const known = config.monitors.map((each) => each.name).join(", ");
    throw new PlumblineError("UNKNOWN_NAME", `monitor expects one of ${known}, got ${name}`);
  }
  const { falseAlarmsPer30Days } = monitor.alarms;
  const alarms = { ...(written["alarms"] as object | undefined), falseAlarmsPer30Days };
  // Shares depend on the other monitors, which the function doesn't know: they are written out.
  const hub = { ...config.document.hub, falseAlarmsPer30Days: config.hub.falseAlarmsPer30Days };
  const json = JSON.stringify({ hub, monitors: { [name]: { ...written, alarms } } });
  const text = json.length <= PLAIN_MAX_BYTES ? json : DEFLATED + deflateRawSync(json, { level: 9 }).toString("base64");
  if (text.length > MONITOR_ENVIRONMENT_MAX_BYTES) {
    throw new PlumblineError(
      "MONITOR_TOO_LARGE",
      `monitors.${name} expects at most ${MONITOR_ENVIRONMENT_MAX_BYTES} bytes in a function's environment, got ${text.length}; ` +
        "name columns by columns.input.headerFrom, and leave long lists and model.card shorter",
      { details: { monitor: name, bytes: text.length, maxBytes: MONITOR_ENVIRONMENT_MAX_BYTES } },
    );
  }
  return text;
}

/**
 * The monitor that `serialiseMonitorEnvironment` has written.
 *
 * @throws FormatError when the text is none; ConfigError when the monitor isn't valid
 */
export function parseMonitorEnvironment(text: string): MonitorEnvironment {
  const { hub, monitors } = resolveConfig({ file: "the monitor's environment", value: readJson(text), locate: null });
  const monitor = monitors[0];
  if (!monitor || monitors.length !== 1) {
    throw new FormatError("the monitor's environment", `expects one monitor, got ${monitors.length}`);
  }
  return { hub, name: monitor.name, monitor };
}

function readJson(text: string): unknown {
  try {
    const json = text.startsWith(DEFLATED)
      ? inflateRawSync(Buffer.from(text.slice(DEFLATED.length), "base64")).toString("utf8")
      : text;
    return JSON.parse(json) as unknown;
  } catch (error) {
    throw new FormatError("the monitor's environment", messageOf(error));
  }
}
