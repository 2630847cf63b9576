import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { employment } from "../examples/employment/example.js";
import { messageOf } from "../src/contracts/errors.js";
import { startPage } from "./page/page.js";
import { createProgress } from "./progress.js";
import { runExample } from "./run-example.js";
import { factsOf, jsonOf, textOf } from "./run-report.js";
import { spendOf } from "./run-spend.js";
import { storeBucket, summarize } from "./run-summary.js";

const HELP = `npm start -- [options]

Deploys the employment example's synthesized stacks on this machine, runs eight weeks of it in ten
to fifteen minutes, and shows the result on a page of 127.0.0.1.

  --once      end after the run instead of serving the page
  --json      print the result as one JSON object (with --once)
  --fresh     remove what an earlier run left in .plumbline/
  --port N    port of the page (default 8750; the next free one if taken)
  --help      this text
`;

const { values } = parseArgs({
  options: {
    once: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    fresh: { type: "boolean", default: false },
    port: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

// The SDK's advice to upgrade Node is for its own reasons, and not what this run is about.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const startedMs = performance.now();
  const progress = createProgress(process.stderr, values.json);
  const { cloud, captured, delivered } = await runExample(employment, resolve(".plumbline"), values.fresh, progress);
  const summary = await summarize(cloud, employment.monitor);
  const result = { ...summary, captured, delivered, seconds: Math.round((performance.now() - startedMs) / 100) / 10 };
  progress.end();
  process.stdout.write(values.json ? `${JSON.stringify(jsonOf(result))}\n` : textOf(result));
  if (!values.json) process.stdout.write(`${spendOf(employment, cloud, captured)}\n`);
  for (const failure of cloud.failedInvocations) console.error("failed invocation:", JSON.stringify(failure));
  for (const denied of cloud.deniedCalls) console.error("denied call:", denied.message);
  for (const refused of cloud.refusedDeliveries) console.error("refused delivery:", JSON.stringify(refused));

  if (!values.once) {
    const page = await startPage({
      view: cloud.view(),
      cloudwatch: cloud.cloudWatch,
      invoke: (endpoint, event) => cloud.ask(endpoint, event),
      reports: { bucket: storeBucket(cloud), prefix: `reports/${employment.monitor}/` },
      summary: () => factsOf(result),
      ...(values.port === undefined ? {} : { port: Number(values.port) }),
    });
    if (page.notice) console.error(page.notice);
    process.stdout.write(`\nLook at it: ${page.url}   (Ctrl-C ends it)\n`);
    await new Promise<void>((done) => {
      process.once("SIGINT", () => {
        done();
      });
    });
    await page.close();
  }
  await cloud.close();
  return captured === summary.records + summary.rejected ? 0 : 3;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(messageOf(error));
    // The cloud may still be listening: nothing is worth waiting for now.
    process.exit(3);
  },
);
