import { names } from "../../../lib/names.js";
import type { Config } from "../../../src/config/index.js";
import type { DeployedStack } from "../aws/deployed.js";
import type { Check } from "../check.js";
import { deployCommand } from "../commands.js";
import { type Finding, ok, problem, warning } from "../finding.js";

/** Every stack of the configuration is deployed, and none is left over. */
export const stacks: Check = {
  name: "stacks",
  run: async ({ config, configFile, deployed }) => {
    const found = await deployed.stacks();
    const wanted = stackNames(config);
    return [
      ...wanted.map((name) => judge(name, found.get(name), deployCommand(configFile))),
      ...leftOver(config.hub.name, found, wanted),
    ];
  },
};

export function stackNames({ hub, monitors }: Config): readonly string[] {
  return [
    names.hubStack(hub.name),
    ...monitors.map(({ name }) => names.monitorStack(hub.name, name)),
    names.overviewStack(hub.name),
  ];
}

function judge(name: string, stack: DeployedStack | undefined, deploy: string): Finding {
  if (stack === undefined) return problem(name, "is not deployed", deploy);
  const { status } = stack;
  if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return ok(name, "is deployed");
  if (status.endsWith("_IN_PROGRESS")) return warning(name, `is being changed (${status})`, "wait, and look again");
  const events = `aws cloudformation describe-stack-events --stack-name ${name} --query 'StackEvents[?contains(ResourceStatus, \`FAILED\`)]'`;
  if (status === "UPDATE_ROLLBACK_COMPLETE") {
    return warning(name, `its last update failed and was taken back (${status})`, `${events}; then ${deploy}`);
  }
  return problem(name, `is ${status}`, `${events}; then ${deploy}`);
}

/** Stacks of monitors that the configuration no longer has. */
function leftOver(
  hub: string,
  found: ReadonlyMap<string, DeployedStack>,
  wanted: readonly string[],
): readonly Finding[] {
  return [...found.keys()]
    .filter((name) => name.startsWith(names.monitorStack(hub, "")) && !wanted.includes(name))
    .map((name) =>
      warning(
        name,
        "belongs to a monitor that the configuration does not have",
        `aws cloudformation delete-stack --stack-name ${name}`,
      ),
    );
}
