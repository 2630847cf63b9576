import { describe, expect, it } from "vitest";
import { build } from "esbuild";
import { commands } from "../../bin/commands/index.js";
import { plumbline, plumblineJson } from "./command-line.js";

describe("help", () => {
  it("lists every command and the exit statuses", async () => {
    const { status, out } = await plumbline("--help");
    expect(status).toBe(0);
    for (const { name } of commands) expect(out).toMatch(new RegExp(`^ {2}${name} `, "m"));
    expect(out).toContain("Exit status: 0 ok, 1 drift or problems found, 2 bad input, 3 failure");
  });

  it.each(commands.map(({ name }) => name))("of %s shows examples and --json", async (name) => {
    const { status, out } = await plumbline(name, "--help");
    expect(status).toBe(0);
    expect(out).toContain("--json");
    expect(out).toMatch(new RegExp(`Examples:\\n {2}# .*\\n {2}plumbline ${name}`));
  });

  it("starts without the engine, the YAML parser and the AWS SDK", async () => {
    const { metafile, outputFiles } = await build({
      entryPoints: ["bin/plumbline.ts"],
      bundle: true,
      splitting: true,
      write: false,
      metafile: true,
      outdir: "dist",
      format: "esm",
      platform: "node",
      packages: "external",
      logLevel: "error",
    });
    expect(outputFiles.length).toBeGreaterThan(1);
    const loaded = new Set<string>();
    const load = (path: string) => {
      for (const { path: imported, kind, external } of metafile.outputs[path]?.imports ?? []) {
        if (kind !== "import-statement" || loaded.has(imported)) continue;
        loaded.add(imported);
        if (external !== true) load(imported);
      }
    };
    load("dist/plumbline.js");
    const packages = [...loaded].filter((path) => !path.startsWith("node:") && !path.startsWith("dist/"));
    expect(packages).toEqual(["commander"]);
  });
});

describe("a wrong command line", () => {
  it("suggests the command that was meant", async () => {
    const { status, err } = await plumbline("validat");
    expect(status).toBe(2);
    expect(err).toContain("Did you mean validate?");
  });

  it.each([[], ["frobnicate"], ["validate", "--josn"], ["init"], ["validate", "a", "b"]].map((argv) => ({ argv })))(
    "ends with status 2: $argv",
    async ({ argv }) => {
      const { status, out, err } = await plumbline(...argv);
      expect({ status, out }).toEqual({ status: 2, out: "" });
      expect(err).not.toBe("");
    },
  );
});

describe("a wrong command line with --json", () => {
  it.each([
    { argv: ["frobnicate"], message: "unknown command 'frobnicate'" },
    { argv: ["validate", "--smple", "x"], message: "unknown option '--smple' (Did you mean --sample?)" },
    { argv: ["mute", "churn"], message: "required option '--table <name>' not specified" },
    { argv: ["cost", "extra"], message: "too many arguments for 'cost'. Expected 0 arguments but got 1." },
  ])("is one JSON object, as every other error: $argv", async ({ argv, message }) => {
    expect(await plumblineJson(...argv)).toEqual({
      status: 2,
      json: { error: { code: "USAGE", message, details: {} } },
    });
  });
});

describe("version", () => {
  it("is that of the package", async () => {
    expect(await plumbline("--version")).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as unknown,
    });
  });
});

describe("errors", () => {
  it("go to standard error, in words, with status 2 for bad input", async () => {
    expect(await plumbline("validate", "nowhere.yaml")).toEqual({
      status: 2,
      out: "",
      err: "nowhere.yaml expects a configuration, but there is no such file; `npx plumbline init` writes a first one\n",
    });
  });

  it("are one JSON object with --json", async () => {
    expect(await plumblineJson("validate", "nowhere.yaml")).toMatchObject({
      status: 2,
      json: { error: { code: "USAGE" } },
    });
  });
});
