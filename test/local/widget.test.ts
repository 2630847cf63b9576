import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../local/cloud.js";
import { HOUR_MS, payments, START_MS } from "../pipeline/memory/world.js";
import { synthesizeProduct } from "./product-assembly.js";
import { CONFIG, startModels } from "./watched-models.js";

const TIMEOUT_MS = 180_000;
const WIDGET = "arn:aws:lambda:us-east-1:000000000000:function:plumbline-payments-widget";
const MUTED_AT_HOUR = 4.7;

/** What a dashboard gets from the monitor's own bundle, in its own role. */
async function look(
  cloud: EmbeddedCloud,
  event: Readonly<Record<string, unknown>>,
  context: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const timeRange = { start: START_MS, end: START_MS + 8 * HOUR_MS };
  const widgetContext = { accountId: "000000000000", theme: "dark", params: {}, timeRange, ...context };
  return String(await cloud.ask(WIDGET, { ...event, widgetContext }));
}

describe("the widget of a deployed monitor", () => {
  let cloud: EmbeddedCloud;
  let answered = "";

  beforeAll(async () => {
    cloud = await startModels(synthesizeProduct(CONFIG), { models: ["payments"], hours: 2 });
    for (let hour = 2; hour < 8; hour++) {
      const atMs = START_MS + (hour + 1.05) * HOUR_MS;
      // High first, then critical: without an answer that is mailed as "worse in amount".
      const body = payments(hour, 300, { mean: hour < 5 ? 115 : 190 });
      cloud.putObject("model-captures", `payments/${hour}.jsonl`, Buffer.from(body), { atMs });
    }
    cloud.at(START_MS + MUTED_AT_HOUR * HOUR_MS, "press mute", async () => {
      const incident = /incident ([0-9a-f]{6,})/.exec(await look(cloud, { view: "incidents" }))![1]!;
      const forms = { all: { [`reason-${incident}`]: "supplier migrates", [`who-${incident}`]: "ana" } };
      answered = await look(cloud, { answer: "mute", incident, hours: 24 }, { forms });
    });
    await cloud.runUntil(START_MS + 9 * HOUR_MS);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await cloud.close();
  });

  it("draws every view in a role that is denied nothing", async () => {
    const heat = await look(cloud, { view: "heat" });
    expect(heat).toContain('<div class="plumbline dark');
    expect(heat).toMatch(/<th scope="row" title="amount">[\s\S]*amount: at most [\d.,]+ of its limit/);
    expect(await look(cloud, { view: "timeline" })).toContain('class="band paged"');
    // 300 rows an hour of eight hours; the broken line is no value.
    expect(await look(cloud, { view: "feature", feature: "amount" })).toContain("2,400 values; missing 0 %");
    expect(cloud.deniedCalls.filter(({ functionName }) => functionName.endsWith("widget"))).toEqual([]);
  });

  it("takes an answer at the simulation's time, shows it, and nobody is paged again", async () => {
    expect(answered).toContain(
      "ana (dashboard, account 000000000000) muted amount until 2026-02-03 04:42 UTC: supplier migrates.",
    );
    expect(await look(cloud, { view: "incidents" })).toContain('<p class="said">ana (dashboard');
    const paged = cloud
      .view()
      .mailbox()
      .map(({ subject }) => subject)
      .filter((subject) => subject.startsWith("payments: "));
    expect(paged).toEqual([expect.stringMatching(/^payments: drift in amount \[high\]/)]);
  });

  it("says in the widget what is wrong with an answer, and changes nothing", async () => {
    const html = await look(cloud, { answer: "accept", incident: "nope" }, { forms: { all: { "reason-nope": "x" } } });
    expect(html).toContain("Nothing was changed: incident nope of payments is not known");
  });
});
