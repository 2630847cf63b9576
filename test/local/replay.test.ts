import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EmbeddedCloud } from "../../local/cloud.js";
import { temporaryDir, writeAssembly } from "./assembly-builder.js";
import { pipelineTemplate } from "./pipeline-template.js";
import { HOUR_MS, MINUTE_MS, START_MS, textOf } from "./start-cloud.js";

const assemblyDir = writeAssembly([{ name: "test", template: pipelineTemplate(), handlers: ["profile", "report"] }]);

/** Everything that can be seen of a run. */
async function run(stateDir: string, startMs: number, captures: readonly string[]): Promise<unknown> {
  const cloud = await EmbeddedCloud.start({ assemblyDir, stateDir, startMs });
  await cloud.deploy();
  captures.forEach((name, index) => {
    cloud.putObject("captures", `in/${name}`, Buffer.from(name), { atMs: startMs + index * MINUTE_MS });
  });
  await cloud.runUntil(startMs + 8 * HOUR_MS);
  await cloud.close();
  const view = cloud.view();
  const objects = view.objects("store", "").map((object) => [object, textOf(view.readObject("store", object.key))]);
  return {
    objects,
    mailbox: view.mailbox(),
    queues: view.queues(),
    log: readFileSync(join(stateDir, "logs", "profile.log"), "utf8").match(/START.*/g),
  };
}

describe("a run", () => {
  it("is the same every time: objects, times, ids and mails", async () => {
    const captures = ["a", "b", "c", "d", "e", "f"];
    const first = await run(temporaryDir(), START_MS, captures);
    expect(await run(temporaryDir(), START_MS, captures)).toEqual(first);
  });

  it("goes on from the objects and tables of the run before", async () => {
    const stateDir = temporaryDir();
    await run(stateDir, START_MS, ["a", "b"]);
    const cloud = await EmbeddedCloud.start({ assemblyDir, stateDir, startMs: START_MS + 24 * HOUR_MS });
    await cloud.deploy();
    expect(cloud.view().objects("store", "profiles/")).toHaveLength(2);
    cloud.putObject("captures", "in/c", Buffer.from("c"));
    await cloud.runUntil(START_MS + 25 * HOUR_MS);
    await cloud.close();
    const saved = JSON.parse(readFileSync(join(stateDir, "embedded-cloud.json"), "utf8")) as {
      state: { items: { item: { pk: { S: string } } }[] };
    };
    expect(saved.state.items.map(({ item }) => item.pk.S).sort()).toEqual(["in/a", "in/b", "in/c"]);
  });

  it("starts with nothing when it is fresh, or when the run before was cut off", async () => {
    const stateDir = temporaryDir();
    await run(stateDir, START_MS, ["a"]);
    const fresh = await EmbeddedCloud.start({ assemblyDir, stateDir, startMs: START_MS, fresh: true });
    await fresh.deploy();
    expect(fresh.view().objects("store", "")).toEqual([]);
    fresh.putObject("store", "half", Buffer.from("x"));
    // Not closed: the next start finds half a state.
    const next = await EmbeddedCloud.start({ assemblyDir, stateDir, startMs: START_MS });
    await next.deploy();
    expect(next.view().objects("store", "")).toEqual([]);
    await next.close();
    await fresh.close();
  });

  it("never touches a folder that isn't its own", async () => {
    const start = EmbeddedCloud.start({ assemblyDir, stateDir: assemblyDir, startMs: START_MS, fresh: true });
    await expect(start).rejects.toThrow("name another folder");
    expect(readFileSync(join(assemblyDir, "manifest.json"), "utf8")).toContain("artifacts");
  });
});

describe("buckets and objects from outside the templates", () => {
  it("are there before the deployment, and raise events only from then on", async () => {
    const template = pipelineTemplate({ Captures: { Type: "AWS::CDK::Metadata", Properties: {} } });
    const text = JSON.stringify(template).replaceAll('{"Ref":"Captures"}', '"lake"');
    const dir = writeAssembly([
      { name: "test", template: JSON.parse(text) as object & typeof template, handlers: ["profile", "report"] },
    ]);
    const cloud = await EmbeddedCloud.start({ assemblyDir: dir, stateDir: temporaryDir(), startMs: START_MS });
    cloud.createBucket("lake", { eventBridge: true });
    cloud.seedObject("lake", "in/old", Buffer.from("1\n"), { lastModifiedMs: START_MS - 24 * HOUR_MS });
    await cloud.deploy();
    cloud.putObject("lake", "in/new", Buffer.from("1\n"));
    await cloud.runUntil(START_MS + HOUR_MS);
    await cloud.close();
    expect(
      cloud
        .view()
        .objects("lake", "")
        .map(({ key, lastModifiedMs }) => [key, (lastModifiedMs - START_MS) / HOUR_MS]),
    ).toEqual([
      ["in/old", -24],
      ["in/new", 0],
    ]);
    expect(
      cloud
        .view()
        .objects("store", "")
        .map(({ key }) => key),
    ).toEqual(["profiles/in/new.json"]);
  });
});
