import { serialiseMonitorEnvironment } from "../../../src/config/index.js";
import { monitorCheck } from "../check.js";
import { configOption, deployCommand } from "../commands.js";
import { ok, problem, warning } from "../finding.js";

/** What is deployed is what the file says. */
export const configuration = monitorCheck("configuration", async ({ name }, { config, configFile, deployed }) => {
  const environment = await deployed.environment(name);
  if (environment === null) return [problem(name, "its functions are not deployed", deployCommand(configFile))];
  if (environment["PLUMBLINE_CONFIG"] === serialiseMonitorEnvironment(config, name)) {
    return [ok(name, `is deployed as ${configFile} says`)];
  }
  const fix = `npx plumbline diff${configOption(configFile)} && ${deployCommand(configFile)}`;
  return [warning(name, `what is deployed is not what ${configFile} says now`, fix)];
});
