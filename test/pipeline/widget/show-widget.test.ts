import { beforeAll, describe, expect, it, vi } from "vitest";
import { answersGiven } from "../../../src/pipeline/answers/answer-log.js";
import { storedIncidents } from "../../../src/pipeline/incidents.js";
import { partitions } from "../../../src/pipeline/keys.js";
import { runHours } from "../memory/transactions.js";
import { HOUR_MS, START_MS, type World } from "../memory/world.js";
import { driftedWorld, END, look, ONSET } from "./watched-world.js";

// Weeks of a model's life in memory: seconds, on a busy machine more.
const TIMEOUT_MS = 60_000;
vi.setConfig({ testTimeout: TIMEOUT_MS, hookTimeout: TIMEOUT_MS });

let drifted: World;

beforeAll(async () => {
  drifted = await driftedWorld();
});

const answers = (world: World) => answersGiven(world.table, "payments", Infinity);

/** A cell of the table that says more than 1. */
const OVER_LIMIT = /<title>[^<]*: [1-9]\d*(\.\d+)? of its limit/;

describe("the widget", () => {
  it("describes itself in markdown with its parameters in YAML", async () => {
    const text = await look(drifted, { describe: true });
    expect(text).toMatch(/^### Plumbline: payments/);
    expect(text).toContain("```yaml\nview: heat\n```");
  });

  it("draws features by time, the drifting one first, with the same ratios as the verdicts", async () => {
    const html = await look(drifted, { view: "heat" });
    const features = [...html.matchAll(/<th scope="row" title="([^"]+)">/g)].map(([, feature]) => feature);
    expect(features[0]).toBe("amount");
    expect(features).toContain("country");
    let highest = 0;
    for await (const { body } of drifted.table.query(partitions.verdicts("payments"), {}, drifted.nowMs)) {
      highest = Math.max(highest, (body as { score: number | null }).score ?? 0);
    }
    expect(highest).toBeGreaterThan(1);
    expect(html).toContain(`amount: at most ${Number(highest.toPrecision(3))} of its limit`);
  });

  it("shows a feature: what its checks say, its level against what was usual, its values against the reference", async () => {
    const html = await look(drifted, { view: "feature", feature: "amount" });
    expect(html).toMatch(/amount: (hourly )?median \S+ -&gt; 11\d: values moved up, \S+ of its limit/);
    expect(html).toContain('<rect class="usual"');
    // A day of 50 rows an hour.
    expect(html).toContain("1,200 values; missing 0 % (reference 0 %)");
    expect(await look(drifted, { view: "feature", feature: "country" })).toContain("Share of &quot;");
  });

  it("draws the drift score with its incident", async () => {
    expect(await look(drifted, { view: "timeline" })).toMatch(/class="band paged".*<title>incident \w+, critical/);
  });

  it("keeps to the dashboard's time range, and to the part that is zoomed into", async () => {
    const quiet = { start: START_MS + (ONSET - 24) * HOUR_MS, end: START_MS + (ONSET - 2) * HOUR_MS };
    const whole = { start: quiet.start, end: START_MS + END * HOUR_MS };
    for (const timeRange of [quiet, { ...whole, zoom: quiet }]) {
      const html = await look(drifted, { view: "heat" }, { timeRange });
      expect(html).toContain("amount: at most 0.");
      expect(html).not.toMatch(OVER_LIMIT);
    }
    expect(await look(drifted, { view: "heat" }, { timeRange: whole })).toMatch(OVER_LIMIT);
  });

  it.each([
    {
      why: "an unknown view",
      parameters: { view: "<x>" },
      says: "expects one of heat, incidents, timeline, latency, feature, got &quot;&lt;x&gt;&quot;",
    },
    { why: "no feature", parameters: { view: "feature" }, says: "expects a feature&#39;s name, got none" },
    { why: "an unknown feature", parameters: { view: "feature", feature: "amoun" }, says: "did you mean amount?" },
    { why: "a correlation", parameters: { view: "feature", feature: "correlations" }, says: "pairs of columns" },
    {
      why: "nonsense for a range",
      parameters: { view: "heat" },
      context: { timeRange: { start: "x", end: -5 } },
      says: "amount",
    },
  ])("answers $why readably", async ({ parameters, context, says }) => {
    const html = await look(drifted, parameters, context);
    expect(html).toContain(says);
    expect(html).not.toContain("<x>");
  });

  it("writes nothing while it is looked at", async () => {
    const before = drifted.writes();
    for (const view of ["heat", "incidents", "timeline", "feature"]) await look(drifted, { view, feature: "amount" });
    expect(drifted.writes()).toBe(before);
  });
});

describe("an answer from the dashboard", () => {
  const formsOf = (incident: string, reason: string, who = ""): Record<string, unknown> => ({
    forms: { all: { [`reason-${incident}`]: reason, [`who-${incident}`]: who } },
  });
  const idOf = async (world: World): Promise<string> =>
    (await storedIncidents(world.table, "payments", world.nowMs))[0]!.id;

  it("is refused without a reason, from a stored parameter, and for what no button says", async () => {
    const incident = await idOf(drifted);
    const forms = formsOf(incident, "known");
    const refused = [
      await look(drifted, { answer: "mute", incident, hours: 24 }),
      await look(drifted, { answer: "mute", incident, hours: 24 }, formsOf(incident, "  ")),
      await look(drifted, { answer: "mute", incident, hours: 9999 }, forms),
      await look(drifted, { answer: "accept", incident: "nope" }, formsOf("nope", "known")),
      await look(drifted, { answer: "relearn", incident, hours: 8 }, forms),
      await look(drifted, { answer: "mute" }, forms),
    ];
    for (const html of refused) expect(html).toContain("Nothing was changed: ");
    const stored = { answer: "mute", incident, hours: 24 };
    expect(await look(drifted, stored, { ...forms, params: stored })).not.toContain('class="notice');
    expect(await answers(drifted)).toEqual([]);
  });

  it("mutes every feature of an incident: no page until then, and one when it is over and the change still there", async () => {
    const world = await driftedWorld();
    const incident = await idOf(world);
    const pages = world.mails.length;
    expect(pages).toBeGreaterThan(0);
    const html = await look(
      world,
      { answer: "mute", incident, hours: 24 },
      formsOf(incident, "supplier\nmigrates", "ana"),
    );
    expect(html).toContain(
      '<p class="notice done" role="status">ana (dashboard, account 123456789012) muted amount until',
    );
    expect(html).toContain('<p class="said">ana (dashboard, account 123456789012) muted amount until');
    expect(await answers(world)).toMatchObject([
      {
        number: 1,
        kind: "mute",
        scope: { feature: "amount", check: null },
        untilMs: world.nowMs + 24 * HOUR_MS,
        reason: "supplier migrates",
      },
    ]);
    const again = await look(world, { answer: "mute", incident, hours: 24 }, formsOf(incident, "again"));
    expect(again).toContain("amount is muted already and stays as it was");
    expect(await answers(world)).toHaveLength(1);

    // Twice as large: without the mute, a mail that it got worse.
    await runHours(world, { from: END, to: END + 20 }, () => ({ amount: 60 }), 50);
    expect(world.mails).toHaveLength(pages);
    await runHours(world, { from: END + 20, to: END + 30 }, () => ({ amount: 60 }), 50);
    expect(world.mails.slice(pages).map(({ subject }) => subject)).toEqual([expect.stringContaining("still")]);
  });

  it("acknowledges and accepts by the same functions as the command line, and says who, as far as it can know", async () => {
    const world = await driftedWorld();
    const incident = await idOf(world);
    await look(world, { answer: "ack", incident, hours: 8 }, formsOf(incident, "on it"));
    await look(world, { answer: "accept", incident }, formsOf(incident, "new price list"));
    expect(await answers(world)).toMatchObject([
      { kind: "ack", by: "somebody (dashboard, account 123456789012)", incident },
      { kind: "accept", incident, features: [{ feature: "amount" }] },
    ]);
  });
});
