import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { configFromData, serialiseMonitorEnvironment } from "../../src/config/index.js";
import { FUNCTION_NAMES, HUB_FUNCTION_NAMES } from "../../lib/lambda-bundles.js";
import { buildCopy, filesBelow, run, scratchFolder } from "./scratch-project.js";

const scratch = scratchFolder();
const here = join(scratch, "here");
const elsewhere = join(scratch, "some/other/place");

beforeAll(() => {
  buildCopy(here);
  buildCopy(elsewhere);
}, 240_000);

describe("the build", () => {
  it("makes one bundle for each function and nothing beside it", () => {
    const names = [...FUNCTION_NAMES, ...HUB_FUNCTION_NAMES].sort();
    expect(filesBelow(join(here, "dist/lambdas"))).toEqual(names.map((name) => `${name}/index.mjs`));
  });

  it("makes the same bytes in any folder, so that an unchanged function is not deployed again", () => {
    for (const file of [
      ...filesBelow(join(here, "dist/lambdas")).map((name) => `lambdas/${name}`),
      "lib/index.cjs",
      "app/index.js",
    ]) {
      const [one, other] = [here, elsewhere].map((folder) => readFileSync(join(folder, "dist", file)));
      expect(Buffer.compare(one!, other!), file).toBe(0);
    }
  });

  it("makes bundles that start in an environment as the constructs set it", () => {
    const config = configFromData(
      { monitors: { churn: { captures: { format: "sagemaker-jsonl" }, reference: { live: "7d" } } } },
      "test",
    );
    const environment = Object.fromEntries(
      [
        ...["STORE_BUCKET", "TABLE", "CAPTURE_BUCKET", "HASH_KEY", "CAPTURE_QUEUE_URL", "DEAD_LETTER_QUEUE_URL"],
        "LABEL_DEAD_LETTER_QUEUE_URL",
      ].map((name) => [`PLUMBLINE_${name}`, "x"]),
    );
    // Those of the hub read the configuration from a file that the constructs put beside them.
    const bundles = FUNCTION_NAMES.map((name) => pathToFileURL(join(here, "dist/lambdas", name, "index.mjs")));
    const program = `for (const url of ${JSON.stringify(bundles)}) console.log(typeof (await import(url)).handler);`;
    const printed = run(here, process.execPath, ["--input-type=module", "--eval", program], {
      ...environment,
      PLUMBLINE_CONFIG: serialiseMonitorEnvironment(config, "churn"),
      AWS_REGION: "eu-west-1",
    });
    expect(printed.trim().split("\n")).toEqual(bundles.map(() => "function"));
  });

  it("makes a command that can be run", () => {
    const command = join(here, "dist/bin/plumbline.js");
    expect(statSync(command).mode & 0o111).not.toBe(0);
    expect(run(here, command, ["--help"])).toContain("plumbline");
  });
});
