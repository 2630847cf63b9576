import { describe, expect, it } from "vitest";
import { US_EAST_1 } from "../../../src/core/spend/us-east-1.js";
import { guardSpend, OVERRIDE } from "../../../src/pipeline/spend/guard-spend.js";
import { spendAudit } from "../../../src/pipeline/spend/spend-audit.js";
import { tableStanding } from "../../../src/pipeline/spend/standing.js";
import { guarded, HOUR_MS, type Guarded } from "./guarded.js";

const START_MS = Date.UTC(2026, 3, 1);
/** Ten minutes past each hour. */
const at = (hour: number): number => START_MS + hour * HOUR_MS + 600_000;
/** A dollar of S3's writes. */
const DOLLAR = { s3Write: 1 / US_EAST_1.prices.s3Write.usd };

async function meteredAt(world: Guarded, hour: number): Promise<number> {
  const body = await world.guard(at(hour));
  return body!.parts.find(({ name }) => name === "churn")!.meteredUsd;
}

describe("the ledger", () => {
  it("counts what runs asked for and AWS's own count of their seconds", async () => {
    const world = guarded({ monthlyUsd: 100 });
    await world.run(at(0), DOLLAR, 60_000);
    // A write unit for the keeping, 2 KB of log, and 60 s of 1,769 MB in one invocation.
    const seconds = 60 * (1769 / 1024) * 0.0000133334;
    const log = (2048 / 2 ** 30) * (0.5 + 0.03);
    expect(await meteredAt(world, 1)).toBeCloseTo(1 + 0.625e-6 + 0.2e-6 + log + seconds, 12);
  });

  it("counts an hour once, however often it looks, and what is told late within three hours", async () => {
    const world = guarded({ monthlyUsd: 100 });
    await world.run(at(0), DOLLAR);
    for (const hour of [1, 2]) expect(await meteredAt(world, hour)).toBeCloseTo(1, 4);
    await world.run(at(0) + 60_000, DOLLAR);
    for (const hour of [2, 3, 4, 5, 30]) expect(await meteredAt(world, hour)).toBeCloseTo(2, 4);
  });

  it("counts what lands in the hour in which it lands, whether anybody works on it or not", async () => {
    const world = guarded({ monthlyUsd: 100 });
    world.land(at(0), 1e6);
    // $1.00 a million for events, $0.40 for messages.
    expect(await meteredAt(world, 1)).toBeCloseTo(1.4, 9);
  });

  it("begins each month at nothing, and closes the old one", async () => {
    const world = guarded({ monthlyUsd: 100 });
    const may = 30 * 24;
    await world.run(at(may - 1), DOLLAR);
    await world.guard(at(may - 1));
    await world.run(at(may - 1) + 60_000, DOLLAR);
    for (const hour of [may, may + 1, may + 2, may + 3]) expect(await meteredAt(world, hour)).toBe(0);
    const april = JSON.parse(world.table.dump().get("HUB#SPEND\nMONTH#2026-04")!) as {
      through: string;
      usage: { churn: { s3Write: number } };
    };
    expect(april.through).toBe("2026-04-30T23");
    expect(april.usage.churn.s3Write).toBe(2 * DOLLAR.s3Write);
  });

  it("counts the seconds of days that the guard has slept through, as AWS still knows them", async () => {
    const world = guarded({ monthlyUsd: 100 });
    await world.guard(at(4));
    // An hour of 1,769 MB each in two hours; runs' own counts of the first are gone by the tenth day.
    for (const day of [2, 9]) await world.run(at(24 * day), DOLLAR, HOUR_MS);
    const hourUsd = 3600 * (1769 / 1024) * 0.0000133334;
    expect(await meteredAt(world, 24 * 10)).toBeCloseTo(2 * hourUsd + 1, 4);
  });

  it("closes the old month also where the guard has slept through the new one's first days", async () => {
    const world = guarded({ monthlyUsd: 100 });
    const may = 30 * 24;
    await world.guard(at(may - 5));
    await world.run(at(may - 1), {}, 60_000);
    await world.run(at(may + 1), {}, 60_000);
    const seconds = 60 * (1769 / 1024) * 0.0000133334;
    expect(await meteredAt(world, may + 5 * 24)).toBeCloseTo(seconds, 5);
    const april = JSON.parse(world.table.dump().get("HUB#SPEND\nMONTH#2026-04")!) as {
      through: string;
      usage: { churn: { lambdaRequest: number } };
    };
    expect(april.through).toBe("2026-04-30T23");
    expect(april.usage.churn.lambdaRequest).toBe(1);
  });

  it("pays for stored bytes from their hour to the month's end", async () => {
    const world = guarded({ monthlyUsd: 100 });
    // Half of April has passed.
    const half = 15 * 24;
    await world.guard(at(half - 1));
    await world.run(START_MS + half * HOUR_MS, { s3StorageGbMonth: 100 });
    expect(await meteredAt(world, half)).toBeCloseTo(100 * 0.023 * 0.5, 4);
  });

  it("takes another region's prices", async () => {
    const world = guarded({ monthlyUsd: 100, prices: { factor: 2, usd: { s3Write: 0 } } });
    await world.run(at(0), { ...DOLLAR, s3Read: 1e6 });
    expect(await meteredAt(world, 1)).toBeCloseTo(0.8, 4);
  });
});

describe("the guard", () => {
  it("publishes what is spent and the forecast of the month", async () => {
    const world = guarded({ monthlyUsd: 100 });
    await world.run(at(0), DOLLAR);
    const body = (await world.guard(at(1)))!;
    expect(world.metrics.map(({ name, value, dimensions }) => ({ name, value, dimensions }))).toEqual([
      { name: "SpendUsd", value: body.figures.spentUsd, dimensions: { Hub: "ml" } },
      { name: "SpendForecastUsd", value: body.figures.forecastUsd, dimensions: { Hub: "ml" } },
    ]);
  });

  it("goes from normal to slow to paused to normal, tells each once, and keeps it in the audit trail", async () => {
    const world = guarded({ monthlyUsd: 30, notifyAt: [50, 80, 100] });
    const states: string[] = [];
    for (let hour = 0; hour < 60; hour++) {
      const standing = await tableStanding(world.table)(at(hour));
      if (standing?.state !== "paused") await world.run(START_MS + hour * HOUR_MS, { s3Write: DOLLAR.s3Write / 2 });
      const body = (await world.guard(at(hour)))!;
      if (body.standing.state !== states.at(-1)) states.push(body.standing.state);
      // Looked at twice: nothing is told again.
      await world.guard(at(hour));
    }
    await world.guard(Date.UTC(2026, 4, 1) + 600_000);
    expect(states).toEqual(["normal", "slow", "paused"]);
    expect(world.mails.map(({ subject }) => subject)).toEqual([
      "ml: 50 % of this month's $30.00 is reached",
      "ml: 80 % of this month's $30.00 is reached",
      "ml: spend is slow",
      "ml: spend is paused",
      "ml: spend is normal",
    ]);
    const trail: unknown[] = [];
    for await (const entry of spendAudit(world.table, at(0))) trail.push(entry);
    expect(trail).toEqual([
      expect.objectContaining({ what: "state", from: "normal", to: "slow" }),
      expect.objectContaining({ what: "state", from: "slow", to: "paused" }),
      expect.objectContaining({ what: "state", from: "paused", to: "normal" }),
    ]);
  });

  it("says after a pause what catching up takes", async () => {
    const world = guarded({ monthlyUsd: 30 });
    await world.run(at(0), { s3Write: 40 * DOLLAR.s3Write });
    await world.guard(at(0));
    for (let day = 1; day < 30; day++) {
      world.land(at(24 * day), 4000);
      await world.guard(at(24 * day));
    }
    await world.guard(Date.UTC(2026, 4, 1) + 600_000);
    expect(world.mails.at(-1)!.body).toContain("about 116,000 objects: about $");
  });

  it("says when it goes on by itself, and when it doesn't", async () => {
    const worked = guarded({ monthlyUsd: 30 });
    await worked.run(at(0), { s3Write: 40 * DOLLAR.s3Write });
    await worked.guard(at(1));
    expect(worked.mails.at(-1)!.body).toContain("It goes on by itself at 2026-05-01 00:00 UTC.");
    const flooded = guarded({ monthlyUsd: 30 });
    // At $1.40 a million, $100 a month land.
    flooded.land(at(0), 100_000);
    expect((await flooded.guard(at(1)))!.standing.state).toBe("paused");
    expect(flooded.mails.at(-1)!.body).toContain("It does not go on by itself, next month neither");
  });

  it("obeys an override until it ends", async () => {
    const world = guarded({ monthlyUsd: 30 });
    await world.run(at(0), { s3Write: 40 * DOLLAR.s3Write });
    const body = { untilMs: at(3), reason: "launch week", by: "ada", atMs: at(0) };
    await world.table.put({ pk: "HUB#SPEND", sk: OVERRIDE, body }, at(0));
    const states: string[] = [];
    for (const hour of [1, 2, 3]) states.push((await world.guard(at(hour)))!.standing.state);
    expect(states).toEqual(["normal", "normal", "paused"]);
  });

  it("sends a mail that was refused at the next look, and no other one again", async () => {
    const world = guarded({ monthlyUsd: 30 });
    await world.run(at(0), { s3Write: 40 * DOLLAR.s3Write });
    world.refuseMails = 1;
    await world.guard(at(0));
    expect(world.mails.map(({ subject }) => subject)).toEqual(["ml: spend is paused"]);
    await world.guard(at(1));
    expect(world.mails.map(({ subject }) => subject)).toEqual([
      "ml: spend is paused",
      "ml: 100 % of this month's $30.00 is reached",
    ]);
  });

  it("tells every topic, and again only the one that refused", async () => {
    const world = guarded({ monthlyUsd: 30, notifyAt: [90] });
    const deps = { ...world.deps, topicArns: ["team-a", "team-b"] };
    await world.run(at(0), { s3Write: 40 * DOLLAR.s3Write });
    // Each topic is told of the share and of the pause.
    world.refuseMails = 1;
    await guardSpend(at(0), deps);
    const of = (): readonly string[] => world.mails.map(({ topicArn, subject }) => `${topicArn}: ${subject}`);
    const share = "ml: 90 % of this month's $30.00 is reached";
    const first = ["team-a: ml: spend is paused", `team-b: ${share}`, "team-b: ml: spend is paused"];
    expect(of()).toEqual(first);
    await guardSpend(at(1), deps);
    expect(of()).toEqual([...first, `team-a: ${share}`]);
  });

  it("counts what a monitor has spent that has another name now", async () => {
    const world = guarded({ monthlyUsd: 100 });
    await world.run(at(0), DOLLAR);
    for (const hour of [1, 2, 3, 4]) await world.guard(at(hour));
    const { config } = world.deps;
    const renamed = { ...config, monitors: config.monitors.map((monitor) => ({ ...monitor, name: "churn-2" })) };
    const { parts, figures } = (await guardSpend(at(5), { ...world.deps, config: renamed }))!;
    expect(parts.map(({ name }) => name)).toEqual(["churn-2", "churn", "hub"]);
    expect(parts[1]!.meteredUsd).toBeCloseTo(1, 4);
    const standingUsd = parts.reduce((sum, part) => sum + part.standingUsd, 0);
    expect(figures.committedUsd).toBeCloseTo(standingUsd + 1, 4);
  });

  it("leaves a newer word alone when an old look comes late", async () => {
    const world = guarded({ monthlyUsd: 30 });
    await world.run(at(0), { s3Write: 40 * DOLLAR.s3Write });
    await world.guard(at(0));
    const may = 30 * 24;
    await world.guard(at(may));
    expect(await world.guard(at(may - 1))).toBeNull();
    expect(await tableStanding(world.table)(at(may))).toMatchObject({ state: "normal", month: "2026-05" });
    expect(world.mails.map(({ subject }) => subject).slice(-1)).toEqual(["ml: spend is normal"]);
  });

  it("does nothing where there is no cap", async () => {
    const world = guarded({ monthlyUsd: 30 });
    const { config } = world.deps;
    const { guardSpend } = await import("../../../src/pipeline/spend/guard-spend.js");
    const without = { ...world.deps, config: { ...config, hub: { ...config.hub, spend: null } } };
    expect(await guardSpend(at(0), without)).toBeNull();
    expect(world.table.dump().size).toBe(0);
  });
});
