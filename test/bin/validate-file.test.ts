import { afterAll, describe, expect, it } from "vitest";
import { plumbline, plumblineJson, TestFolder } from "./command-line.js";

const folder = new TestFolder();
afterAll(() => {
  folder.remove();
});

describe("a file alone", () => {
  it("is valid, and says what has no effect yet", async () => {
    const yaml = "monitors: { a: { reference: { live: 3d }, segments: [state], notify: { page: [a@b.co] } } }";
    const { status, out } = await plumbline("validate", folder.write("p.yaml", yaml));
    expect(status).toBe(0);
    expect(out).toContain("is valid: 1 monitor (a)");
    expect(out).toContain("monitors.a.segments: not supported yet: segments");
  });

  it("may be named as other commands name it, and once", async () => {
    const path = folder.write("p.yaml", "monitors: { a: { reference: { live: 3d } } }");
    expect((await plumbline("validate", "--config", path)).out).toContain(`${path} is valid`);
    expect(await plumbline("validate", path, "--config", "b.yaml")).toMatchObject({
      status: 2,
      err: `validate expects one configuration, got ${path} and --config b.yaml\n`,
    });
  });

  it("says of a cap that is too small why, as text and as JSON", async () => {
    const yaml = "hub: { spend: { monthlyUsd: 1 } }\nmonitors: { a: { reference: { live: 3d } } }";
    const path = folder.write("p.yaml", yaml);
    const refused = /^hub\.spend\.monthlyUsd expects at least 1\.5 x the fixed part, \$\d+\.\d\d, got 1:/;
    const { status, json } = await plumblineJson("validate", path);
    expect({ status, json }).toMatchObject({
      status: 2,
      json: { valid: false, cap: { refused: expect.stringMatching(refused) as string, warnings: [] } },
    });
  });

  it.each(["synth", "diff", "deploy", "destroy"])("with such a cap is bad input to %s too", async (verb) => {
    const yaml = "hub: { spend: { monthlyUsd: 1 } }\nmonitors: { a: { reference: { live: 3d } } }";
    const path = folder.write("p.yaml", yaml);
    expect(await plumbline(verb, "--config", path)).toMatchObject({
      status: 2,
      err: expect.stringContaining(`${path}: hub.spend.monthlyUsd expects at least`) as string,
    });
  });

  it("shows all of its problems, as text and as JSON", async () => {
    const path = folder.write(
      "p.yaml",
      "monitors: { a: { reference: { live: 3d }, windw: {}, captures: { format: cvs } } }",
    );
    const { status, err } = await plumbline("validate", path);
    expect(status).toBe(2);
    expect(err.trim().split("\n")).toHaveLength(2);
    const { json } = await plumblineJson("validate", path);
    expect(json).toMatchObject({
      error: {
        code: "CONFIG",
        problems: [{ path: "monitors.a.windw", line: 1, suggestion: "window" }, { suggestion: "csv" }],
      },
    });
  });

  it.each([
    { why: "a folder", make: () => folder.path, message: "it is a folder" },
    { why: "binary", make: () => folder.write("b", Uint8Array.of(0, 1, 2)), message: "binary data" },
    { why: "empty", make: () => folder.write("e", ""), message: "got an empty value" },
    { why: "huge", make: () => folder.write("h", "x".repeat(5 * 1024 * 1024)), message: "bytes of data" },
  ])("is refused when it is $why", async ({ make, message }) => {
    const { status, err } = await plumbline("validate", make());
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});
