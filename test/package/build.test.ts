import { cpSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { configFromData, serialiseMonitorEnvironment } from "../../src/config/index.js";
import { filesBelow, root, run, scratchFolder } from "./scratch-project.js";

const elsewhere = join(scratchFolder(), "some/other/place");
const SOURCES = ["bin", "lambdas", "lib", "scripts", "src", "package.json", "tsconfig.json"];

beforeAll(() => {
  run(root, process.execPath, ["scripts/build.mjs"]);
  for (const name of SOURCES) cpSync(join(root, name), join(elsewhere, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(elsewhere, "node_modules"), "dir");
  run(elsewhere, process.execPath, ["scripts/build.mjs"]);
}, 120_000);

describe("the build", () => {
  it("makes one bundle for each function and nothing beside it", () => {
    const names = ["analyze-windows", "build-baseline", "profile-captures", "reconcile"];
    expect(filesBelow(join(root, "dist/lambdas"))).toEqual(names.map((name) => `${name}/index.mjs`));
  });

  it("makes the same bytes in any folder, so that an unchanged function is not deployed again", () => {
    for (const file of [...filesBelow(join(root, "dist/lambdas")).map((name) => `lambdas/${name}`), "lib/index.cjs"]) {
      const here = readFileSync(join(root, "dist", file));
      expect(Buffer.compare(here, readFileSync(join(elsewhere, "dist", file))), file).toBe(0);
    }
  });

  it("makes bundles that start in an environment as the constructs set it", () => {
    const config = configFromData(
      { monitors: { churn: { captures: { format: "sagemaker-jsonl" }, reference: { live: "7d" } } } },
      "test",
    );
    const environment = Object.fromEntries(
      ["STORE_BUCKET", "TABLE", "CAPTURE_BUCKET", "HASH_KEY", "CAPTURE_QUEUE_URL", "DEAD_LETTER_QUEUE_URL"].map(
        (name) => [`PLUMBLINE_${name}`, "x"],
      ),
    );
    const bundles = filesBelow(join(root, "dist/lambdas")).map((file) =>
      pathToFileURL(join(root, "dist/lambdas", file)),
    );
    const program = `for (const url of ${JSON.stringify(bundles)}) console.log(typeof (await import(url)).handler);`;
    const printed = run(root, process.execPath, ["--input-type=module", "--eval", program], {
      ...environment,
      PLUMBLINE_CONFIG: serialiseMonitorEnvironment(config, "churn"),
      AWS_REGION: "eu-west-1",
    });
    expect(printed.trim().split("\n")).toEqual(bundles.map(() => "function"));
  });

  it("makes a command that can be run", () => {
    const command = join(root, "dist/bin/plumbline.js");
    expect(statSync(command).mode & 0o111).not.toBe(0);
    expect(run(root, command, ["--help"])).toContain("plumbline");
  });
});
