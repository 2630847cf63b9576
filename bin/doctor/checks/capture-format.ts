import { inspectMonitor } from "../../inspect/monitor-sample.js";
import { monitorCheck } from "../check.js";
import { configOption } from "../commands.js";
import { type Finding, ok, problem, warning } from "../finding.js";
import { shellWord } from "../../../src/pipeline/shell-word.js";

/** The newest capture can be read, decrypted, and says what the configuration expects of it. */
export const captureFormat = monitorCheck("capture format", async (monitor, world) => {
  const listing = await world.landed.list(monitor);
  if (listing?.newest == null) return [];
  const { bucket, newest } = listing;
  const url = `s3://${bucket}/${newest.key}`;
  const fix = `npx plumbline validate${configFileArgument(world.configFile)} --monitor ${monitor.name} --sample ${shellWord(url)}`;
  const { sample, problems } = await inspectMonitor(world.config, monitor.name, [url], null, () => undefined);
  const findings: readonly Finding[] = problems.map(({ path, message, severity }) =>
    (severity === "error" ? problem : warning)(monitor.name, `${path}: ${message} (${url})`, fix),
  );
  if (findings.length > 0) return findings;
  const { records, rejects, format } = sample;
  const message = `${records} records of ${url} read as ${format}, ${rejects.total} rejected`;
  return [rejects.total > records / 20 ? warning(monitor.name, message, fix) : ok(monitor.name, message)];
});

/** `validate` takes the file as an argument. */
const configFileArgument = (file: string): string => configOption(file).replace(" --config", "");
