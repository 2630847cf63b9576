import { execFile } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { FUNCTION_NAMES, HUB_FUNCTION_NAMES } from "../../lib/lambda-bundles.js";
import { configFromData, serialiseMonitorEnvironment } from "../../src/config/index.js";
import {
  buildCopy,
  filesBelow,
  inRepository,
  installTarball,
  run,
  scratchFolder,
  writeProject,
} from "./scratch-project.js";
import { environmentOf, STORE, storedCloud, TABLE } from "./stored-cloud.js";
import { storedState } from "./stored-state.js";
import { TYPED_APP, TYPED_APP_CONFIG } from "./typed-app.js";

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(inRepository("package.json"), "utf8")) as Manifest;
const scratch = scratchFolder();
const sources = join(scratch, "sources");
const project = join(scratch, "project");
let tarball: string;

/** A folder with a configuration and the package, as `npm install plumbline` leaves it: nothing else has been written. */
beforeAll(() => {
  buildCopy(sources, "--types");
  const packed = run(sources, "npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", scratch]);
  tarball = join(scratch, (JSON.parse(packed) as { filename: string }[])[0]!.filename);
  writeProject(project, {
    "package.json": JSON.stringify({ private: true, dependencies: { plumbline: "*" } }),
    "plumbline.yaml": `hub: { name: ml, notify: { page: [ada@example.com] } }
monitors: { churn: { model: { task: none }, captures: { format: sagemaker-jsonl }, reference: { live: 7d } } }
`,
    "capture.csv": "age,state\n31,a\n45,b\n52,a\n",
    "app.cts": TYPED_APP,
    "app.mts": TYPED_APP,
    "tsconfig.json": TYPED_APP_CONFIG,
  });
  installTarball(project, tarball, Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
}, 300_000);

const plumbline = (...argv: string[]): string => run(project, "node_modules/.bin/plumbline", argv);

describe("the build", () => {
  it("makes one bundle for each function and nothing beside it", () => {
    const names = [...FUNCTION_NAMES, ...HUB_FUNCTION_NAMES].sort();
    expect(filesBelow(join(sources, "dist/lambdas"))).toEqual(names.map((name) => `${name}/index.mjs`));
  });

  it("makes the same bytes in any folder, so that an unchanged function is not deployed again", () => {
    const elsewhere = buildCopy(join(scratch, "some/other/place"));
    for (const file of [
      ...filesBelow(join(sources, "dist/lambdas")).map((name) => `lambdas/${name}`),
      "lib/index.cjs",
      "app/index.js",
    ]) {
      const [one, other] = [sources, elsewhere].map((folder) => readFileSync(join(folder, "dist", file)));
      expect(Buffer.compare(one!, other!), file).toBe(0);
    }
  }, 240_000);

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
    const bundles = FUNCTION_NAMES.map((name) => pathToFileURL(join(sources, "dist/lambdas", name, "index.mjs")));
    const program = `for (const url of ${JSON.stringify(bundles)}) console.log(typeof (await import(url)).handler);`;
    const printed = run(sources, process.execPath, ["--input-type=module", "--eval", program], {
      ...environment,
      PLUMBLINE_CONFIG: serialiseMonitorEnvironment(config, "churn"),
      AWS_REGION: "eu-west-1",
    });
    expect(printed.trim().split("\n")).toEqual(bundles.map(() => "function"));
  });

  it("makes a command that can be run", () => {
    const command = join(sources, "dist/bin/plumbline.js");
    expect(statSync(command).mode & 0o111).not.toBe(0);
    expect(run(sources, command, ["--help"])).toContain("plumbline");
  });
});

describe("the packed package as a construct library", () => {
  it("is typed for CommonJS and ES modules, and synthesizes in both", () => {
    run(project, process.execPath, [inRepository("node_modules/typescript/bin/tsc"), "-p", "tsconfig.json"]);
    for (const file of ["app.cjs", "app.mjs"]) {
      const answer = JSON.parse(run(project, process.execPath, [file])) as unknown;
      expect(answer, file).toEqual({ functions: 6, dashboards: 2, labels: null });
    }
  }, 120_000);

  it("gives both kinds of app the same classes", () => {
    const program = `import("plumbline").then((library) => {
      console.log(library.ModelMonitor === require("plumbline").ModelMonitor);
    });`;
    expect(run(project, process.execPath, ["--eval", program]).trim()).toBe("true");
  });
});

describe("the packed package as a command", () => {
  it("is found by npx, and lists its commands", () => {
    expect(run(project, "npx", ["--no-install", "plumbline", "--help"])).toContain("Usage: plumbline");
  });

  it("profiles a file", () => {
    expect(plumbline("profile", "capture.csv")).toContain("3 records");
  });

  it("synthesizes a folder with nothing but a configuration, without cdk-nag", () => {
    expect(existsSync(join(project, "node_modules/cdk-nag"))).toBe(false);
    expect(plumbline("synth", "--", "--no-notices")).toContain("Synthesized");
    const templates = filesBelow(join(project, "cdk.out")).filter((file) => file.endsWith(".template.json"));
    expect(templates).toEqual(["ml-hub", "ml-monitor-churn", "ml-overview"].map((name) => `${name}.template.json`));
    const hub = JSON.parse(readFileSync(join(project, "cdk.out/ml-hub.template.json"), "utf8")) as { Outputs: object };
    expect(Object.keys(hub.Outputs)).toEqual(expect.arrayContaining(["StoreBucket", "StateTable", "DashboardUrl"]));
  }, 120_000);

  it("says which package is missing, and how to install it", () => {
    const bare = writeProject(join(scratch, "bare"), {
      "plumbline.yaml": readFileSync(join(project, "plumbline.yaml"), "utf8"),
    });
    installTarball(bare, tarball, Object.keys(manifest.dependencies));
    const words =
      /deploying expects aws-cdk-lib \^2\.\S+ beside plumbline, got none: npm install --save-dev "aws-cdk-lib@\^2/;
    expect(() => run(bare, "node_modules/.bin/plumbline", ["deploy"])).toThrow(words);
  });
});

describe("an upgrade", () => {
  it("reads the baseline and what is normal as the version before has stored them, to the same numbers", async () => {
    const cloud = await storedCloud(storedState());
    const place = ["--monitor", "payments", "--table", TABLE, "--store", STORE];
    const window = ["--window", "2026-02-10T00/2026-02-10T05"];
    const { stdout } = await promisify(execFile)(
      "node_modules/.bin/plumbline",
      ["compare", ...place, ...window, "--method", "psi", "--json"],
      { cwd: project, env: { ...process.env, ...environmentOf(cloud) } },
    );
    await cloud.close();
    const { reference, columns } = JSON.parse(stdout) as {
      reference: { records: number };
      columns: { name: string; metrics: { value: number }[] }[];
    };
    expect(reference.records).toBe(19_200);
    expect(Object.fromEntries(columns.map(({ name, metrics }) => [name, metrics[0]!.value]))).toEqual({
      amount: expect.closeTo(0.013621564901530752, 12) as unknown,
      country: expect.closeTo(0.009337974338436509, 12) as unknown,
    });
  }, 60_000);
});

describe("the contents of the package", () => {
  it("offer the engine without the CDK", () => {
    const engine = writeProject(join(scratch, "engine"), {
      "package.json": '{ "type": "module" }',
      "app.js": 'import * as core from "plumbline/core"; console.log(Object.keys(core).length > 0);',
    });
    installTarball(
      engine,
      tarball,
      Object.keys(manifest.dependencies).filter((name) => !name.startsWith("@aws-sdk/")),
    );
    expect(run(engine, process.execPath, ["app.js"]).trim()).toBe("true");
  });

  it("leave the CDK to the project that uses it", () => {
    expect(Object.keys(manifest.peerDependencies).sort()).toEqual(["aws-cdk", "aws-cdk-lib", "constructs"]);
    for (const name of Object.keys(manifest.peerDependencies)) expect(manifest.dependencies).not.toHaveProperty(name);
  });

  it("are every file that the package names", () => {
    const installed = join(project, "node_modules/plumbline");
    const named = [
      ...JSON.stringify([manifest.exports, manifest.bin]).matchAll(/"(\.\/[^"]+\.(?:d\.ts|js|cjs|mjs|json))"/g),
    ];
    expect(named.length).toBeGreaterThan(6);
    for (const [, path] of named) expect(existsSync(join(installed, path!)), path).toBe(true);
  });
});
