import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Config, placesToFill } from "../../src/config/index.js";
import { PlumblineError } from "../../src/contracts/errors.js";
import type { Call } from "../command.js";
import { capWords } from "../cost/cap.js";
import { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
import { readConfig } from "../read-config.js";
import { appEnvironment, cdkArguments, type CdkOptions, type CdkVerb } from "./cdk-arguments.js";
import { nextSteps, type StackOutputs } from "./next-steps.js";
import { findToolkit, type Toolkit } from "./toolkit.js";

/** Runs one verb of the AWS CDK's command line on the stacks of a configuration. */
export async function runCdk(verb: CdkVerb, { args, options, output }: Call<CdkOptions>): Promise<ExitStatus> {
  // First of all, so that a fault of the file is told without the CDK's words around it.
  const config = await readConfig(options.config);
  refuseWhatIsUnfinished(verb, config, options.config);
  const toolkit = findToolkit(process.cwd());
  const folder = mkdtempSync(join(tmpdir(), "plumbline-deploy-"));
  const outputsFile = join(folder, "outputs.json");
  try {
    const words = cdkArguments({ verb, app: toolkit.app, outputsFile, passed: args }, options);
    await runToEnd(toolkit, words, appEnvironment(verb, resolve(options.config)), output.asJson);
    const steps = verb === "deploy" ? nextSteps(config, readOutputs(outputsFile)) : [];
    for (const line of steps) output.line(line);
    if (verb === "synth")
      output.line("Synthesized. `npx plumbline deploy` deploys it, `npx plumbline diff` says what would change.");
    output.json({ command: verb, config: options.config, nextSteps: steps });
    return ExitStatus.ok;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Before the CDK is started, whose words would stand around it. @throws UsageError */
function refuseWhatIsUnfinished(verb: CdkVerb, config: Config, file: string): void {
  const { refused } = capWords(config);
  if (refused !== null) throw new UsageError(`${file}: ${refused}`);
  const places = verb === "deploy" ? placesToFill(config) : [];
  if (places.length === 0) return;
  throw new UsageError(places.map(({ path, message }) => `${file}: ${path}: ${message}`).join("\n"));
}

/** @throws PlumblineError `CDK_FAILED` when it ends otherwise than well */
async function runToEnd(
  { cdk }: Toolkit,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  asJson: boolean,
): Promise<void> {
  const child = spawn(process.execPath, [cdk, ...words], {
    // With --json standard output holds our one object only.
    stdio: ["inherit", asJson ? 2 : "inherit", "inherit"],
    env: { ...process.env, ...environment },
  });
  const status = await new Promise<string>((done, failed) => {
    child.once("error", failed);
    child.once("exit", (code, signal) => {
      done(signal ?? String(code));
    });
  });
  if (status === "0") return;
  throw new PlumblineError(
    "CDK_FAILED",
    `cdk ${words[0]!} ended with ${status}; what is wrong stands above, in the CDK's words` +
      (words[0] === "synth" ? "" : `, and npx plumbline doctor says what the account lacks`),
    {
      details: { status },
      retryable: true,
    },
  );
}

/** Outputs by stack; none where nothing was deployed, since all was up to date, or where they went to a file of the caller's. */
function readOutputs(file: string): StackOutputs {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as StackOutputs) : {};
}
