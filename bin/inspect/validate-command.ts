import { type Config, notSupportedYet, type Notice, thingsToCheck } from "../../src/config/index.js";
import type { Call } from "../command.js";
import { capWords } from "../cost/cap.js";
import { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
import type { Output } from "../output.js";
import { DEFAULT_CONFIG_FILE, readConfig } from "../read-config.js";
import { inspectMonitor, type MonitorSample } from "./monitor-sample.js";
import { sampleAsJson, showSample } from "./show-sample.js";

export interface ValidateOptions {
  /** The configuration, as other commands name it; here it may stand as the argument too. */
  readonly config?: string;
  readonly sample?: string[];
  readonly reference?: string;
  readonly monitor?: string;
}

export async function runValidate({ args, options, output }: Call<ValidateOptions>): Promise<ExitStatus> {
  if (args[0] !== undefined && options.config !== undefined) {
    throw new UsageError(`validate expects one configuration, got ${args[0]} and --config ${options.config}`);
  }
  const file = args[0] ?? options.config ?? DEFAULT_CONFIG_FILE;
  const config = await readConfig(file);
  const cap = capWords(config);
  const notices = [...thingsToCheck(config), ...cap.warnings.map(checkOfSpend), ...notSupportedYet(config)];
  if (!options.sample && (options.reference !== undefined || options.monitor !== undefined)) {
    throw new UsageError("--reference and --monitor expect --sample beside them, got none");
  }
  const inspected = options.sample ? await inspectSamples(config, options.sample, options, output) : null;
  const valid = cap.refused === null && !inspected?.problems.some(({ severity }) => severity === "error");
  if (cap.refused !== null) output.line(`${file}: ${cap.refused}`);
  else
    showConfig(valid ? `${file} is valid` : `${file} is valid, but doesn't fit the samples`, config, notices, output);
  if (inspected) showSample(inspected, output);
  const sample = inspected ? { sample: sampleAsJson(inspected) } : {};
  const monitors = config.monitors.map(({ name }) => name);
  output.json({ file, valid, monitors, notices, cap: config.hub.spend && cap, ...sample });
  return valid ? ExitStatus.ok : ExitStatus.badInput;
}

const checkOfSpend = (message: string): Notice => ({ kind: "check", path: "hub.spend", message });

function inspectSamples(
  config: Config,
  samples: readonly string[],
  { monitor, reference }: ValidateOptions,
  output: Output,
): Promise<MonitorSample> {
  const names = config.monitors.map(({ name }) => name);
  const name = monitor ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined) throw new UsageError(`--sample expects --monitor with one of ${names.join(", ")}, got none`);
  return inspectMonitor(config, name, samples, reference ?? null, (text) => {
    output.progress(text);
  });
}

function showConfig(headline: string, config: Config, notices: readonly Notice[], output: Output): void {
  const names = config.monitors.map(({ name }) => name);
  const what = names.length === 1 ? "1 monitor" : `${names.length} monitors`;
  output.line(`${headline}: ${what} (${names.join(", ")})`);
  for (const kind of ["check", "not-supported-yet"] as const) {
    const some = notices.filter((notice) => notice.kind === kind);
    if (some.length === 0) continue;
    output.line();
    output.line(kind === "check" ? "Please check:" : "Accepted, and without effect in this version:");
    for (const { path, message } of some) output.line(`  ${path}: ${message}`);
  }
}
