import { describe, expect, it } from "vitest";
import { mute } from "../../../src/pipeline/answers/quieten.js";
import { notePipeline } from "../../../src/pipeline/history/pipeline-executions.js";
import { createWorld, HOUR_MS, payments, START_MS, type World, writeTrainingTable } from "../memory/world.js";

const MONITOR = "payments";
const CARD = { owner: "risk", card: { algorithm: "xgboost 2.1" }, tags: { tier: "1" } };

async function hour(world: World, at: number, mean: number): Promise<void> {
  world.nowMs = START_MS + (at + 1) * HOUR_MS;
  await world.writeCapture(`payments/${String(at + 5000)}.jsonl`, payments(at, 310, { mean }));
  await world.deliver();
  world.nowMs += 35 * 60_000;
  await world.analyze();
}

/** Two quiet hours, then a shift; a pipeline of the team ran an hour before it. */
async function drifted(): Promise<World> {
  const world = createWorld({ model: CARD });
  await writeTrainingTable(world);
  await world.buildBaseline();
  const run = { pipeline: "load-payments", execution: "jr_1", status: "SUCCEEDED", atMs: START_MS + HOUR_MS };
  await notePipeline(world.table, MONITOR, run);
  await notePipeline(world.table, MONITOR, run);
  await hour(world, 0, 100);
  await hour(world, 1, 100);
  await hour(world, 2, 190);
  return world;
}

interface Stored {
  readonly key: string;
  readonly html: string;
  readonly etag: string;
}

async function incidentReports({ buckets }: World): Promise<readonly Stored[]> {
  const store = buckets.bucket("store");
  const found: Stored[] = [];
  for await (const { key } of store.list(`reports/${MONITOR}/incidents/`)) {
    const object = (await store.get(key))!;
    found.push({ key, html: new TextDecoder().decode(object.bytes), etag: object.etag });
  }
  return found;
}

describe("the report on an incident", () => {
  it("is where the mail says, with the change, the team's pipelines, the model and what it rests on", async () => {
    const world = await drifted();
    const [report] = await incidentReports(world);
    expect(world.mails[0]!.body).toContain(`s3://store/${report!.key}`);
    expect(report!.html).toMatch(/<h1>amount: median 99\.?\d* -&gt; \d+/);
    expect(report!.html.match(/pipeline load-payments: succeeded \(execution jr_1\)/g)).toHaveLength(1);
    expect(report!.html).toContain("1 h before the change began");
    expect(report!.html).toContain("incident opened");
    // The course of psi by window, with its threshold and the onset, and no band: a fixed threshold knows none.
    expect(report!.html).toContain("psi. Dashed: the alarm line.");
    expect(report!.html).toMatch(/class="onset"[^]*>began 02-02 02:00 UTC</);
    expect(report!.html).not.toContain('<rect class="usual"');
    expect(report!.html).toContain("<dt>algorithm</dt><dd>xgboost 2.1</dd>");
    expect(report!.html).toContain("s3://store/verdicts/payments/2026-02-02T02.json");
    expect(report!.html).toContain("s3://captures/payments/");
  });

  it("is written again when somebody answers, and not while there is no news", async () => {
    const world = await drifted();
    const [opened] = await incidentReports(world);
    await world.analyze();
    expect((await incidentReports(world))[0]!.etag).toBe(opened!.etag);
    const scope = { feature: "amount", check: null };
    const speaker = { by: "ana", reason: "load test", atMs: world.nowMs };
    await mute(world.table, MONITOR, { scope, untilMs: world.nowMs + 9 * HOUR_MS, replace: false }, speaker);
    world.nowMs += HOUR_MS / 2;
    await world.analyze();
    const [answered] = await incidentReports(world);
    expect(answered!.html).toContain("ana muted amount until 2026-02-02 12:35 UTC: load test");
  });

  it("says in the end that it closed, and stays", async () => {
    const world = await drifted();
    for (let at = 3; at < 27; at++) await hour(world, at, 100);
    const [closed] = await incidentReports(world);
    expect(world.mails.at(-1)!.subject).toContain("closed");
    expect(closed!.html).toContain('<p class="status closed">Closed');
    expect(closed!.html).toContain("incident closed");
    expect(closed!.html).not.toContain("plumbline ack");
  });
});

describe("the report on a window", () => {
  it("shows the model card and the pipelines of the days before", async () => {
    const world = await drifted();
    const object = await world.buckets.bucket("store").get(`reports/${MONITOR}/2026-02-02T02.html`);
    const html = new TextDecoder().decode(object!.bytes);
    expect(html).toContain("<dt>tier</dt><dd>1</dd>");
    expect(html).toContain("pipeline load-payments: succeeded (execution jr_1)");
    expect(html).toContain("Configuration version");
  });
});
