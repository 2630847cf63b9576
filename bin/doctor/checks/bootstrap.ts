import type { Check } from "../check.js";
import { ok, problem } from "../finding.js";

/** What the CDK's synthesizer writes into every template as the least version. */
const LEAST_VERSION = 6;

/** The account and region are prepared for the CDK. */
export const bootstrap: Check = {
  name: "bootstrap",
  run: async ({ deployed, accountId, region }) => {
    const subject = `${accountId}/${region}`;
    const fix = `npx cdk bootstrap aws://${subject}`;
    const stack = (await deployed.stacks()).get("CDKToolkit");
    if (stack === undefined) return [problem(subject, "the CDK has not been bootstrapped here", fix)];
    const version = Number(stack.outputs["BootstrapVersion"]);
    return version >= LEAST_VERSION
      ? [ok(subject, `bootstrapped, version ${version}`)]
      : [problem(subject, `bootstrapped as version ${version || "unknown"}, at least ${LEAST_VERSION} is needed`, fix)];
  },
};
