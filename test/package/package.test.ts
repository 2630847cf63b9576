import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildCopy, inRepository, installTarball, run, scratchFolder, writeProject } from "./scratch-project.js";

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(inRepository("package.json"), "utf8")) as Manifest;
const scratch = scratchFolder();
let tarball: string;

beforeAll(() => {
  const built = buildCopy(join(scratch, "sources"));
  const packed = run(built, "npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", scratch]);
  tarball = join(scratch, (JSON.parse(packed) as { filename: string }[])[0]!.filename);
}, 120_000);

const SYNTHESIS = `
const config = configFromData(
  { monitors: { churn: { captures: { format: "sagemaker-jsonl" }, reference: { live: "7d" } } } },
  "app",
);
const app = new App({ outdir: "cdk.out", builtinCloudFormationValidation: false });
const stack = new Stack(app, "Mine");
const hub = new MonitoringHub(stack, "Hub", { config });
const churn = new ModelMonitor(stack, "Churn", { hub, monitor: "churn" });
const [{ template }] = app.synth().stacks;
const functions = Object.values(template.Resources).filter(({ Type }) => Type === "AWS::Lambda::Function");
`;

const ANSWER = `console.log(JSON.stringify({
  functions: functions.map(({ Properties }) => Properties.FunctionName).sort(),
  alarm: churn.alarms.openIncidents.alarmName !== undefined,
  same: churn instanceof ModelMonitor && same,
}));
`;

const FUNCTIONS = ["analyze", "baseline", "profile", "reconcile"].map((name) => `plumbline-churn-${name}`);

describe("the packed package", () => {
  it.each([
    {
      kind: "CommonJS",
      files: {
        "package.json": "{}",
        "app.js": `const { App, Stack } = require("aws-cdk-lib");
const { configFromData, ModelMonitor, MonitoringHub } = require("plumbline");
${SYNTHESIS}
import("plumbline").then((library) => {
  const same = library.ModelMonitor === ModelMonitor;
  ${ANSWER}});
`,
      },
    },
    {
      kind: "ES module",
      files: {
        "package.json": '{ "type": "module" }',
        "app.js": `import { createRequire } from "node:module";
import { App, Stack } from "aws-cdk-lib";
import { configFromData, ModelMonitor, MonitoringHub } from "plumbline";
${SYNTHESIS}
const same = createRequire(import.meta.url)("plumbline").ModelMonitor === ModelMonitor;
${ANSWER}`,
      },
    },
  ])(
    "synthesizes in somebody else's $kind app, with the classes of the other kind",
    ({ kind, files }) => {
      const project = writeProject(join(scratch, kind.replace(" ", "-")), files);
      installTarball(project, tarball, ["aws-cdk-lib", "constructs", "zod", "yaml"]);
      const answer = JSON.parse(run(project, process.execPath, ["app.js"])) as unknown;
      expect(answer).toEqual({ functions: FUNCTIONS, alarm: true, same: true });
      expect(existsSync(join(project, "cdk.out/manifest.json"))).toBe(true);
    },
    60_000,
  );

  it("offers the engine without the CDK", () => {
    const project = writeProject(join(scratch, "engine"), {
      "package.json": '{ "type": "module" }',
      "app.js": 'import * as core from "plumbline/core"; console.log(Object.keys(core).length > 0);',
    });
    const names = Object.keys(manifest.dependencies).filter((name) => !name.startsWith("@aws-sdk/"));
    installTarball(project, tarball, names);
    expect(run(project, process.execPath, ["app.js"]).trim()).toBe("true");
  });

  it("leaves the CDK to the app that uses it", () => {
    expect(Object.keys(manifest.peerDependencies).sort()).toEqual(["aws-cdk-lib", "constructs"]);
    expect(manifest.dependencies).not.toHaveProperty("aws-cdk-lib");
  });

  it("holds every file that it names, but the type declarations, which packing makes", () => {
    const project = join(scratch, "CommonJS/node_modules/plumbline");
    const named = [...JSON.stringify([manifest.exports, manifest.bin]).matchAll(/"(\.\/[^"]+\.(?:js|cjs|mjs|json))"/g)];
    expect(named.length).toBeGreaterThan(4);
    for (const [, path] of named) expect(existsSync(join(project, path!)), path).toBe(true);
  });
});
