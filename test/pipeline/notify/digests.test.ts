import { describe, expect, it } from "vitest";
import { configFromData } from "../../../src/config/index.js";
import type { Incident } from "../../../src/contracts/verdict.js";
import { remember } from "../../../src/pipeline/history/history.js";
import { hourKey, hourOf } from "../../../src/pipeline/hour.js";
import { partitions } from "../../../src/pipeline/keys.js";
import { sendDigests, type SentDigests } from "../../../src/pipeline/notify/digests.js";
import type { NotifyDeps } from "../../../src/pipeline/notify/notify-deps.js";
import { enqueueMail, drainOutbox } from "../../../src/pipeline/outbox.js";
import { incident } from "../../core/report/digest/digest-facts.js";
import { memoryTable, type MemoryTable } from "../memory/memory-table.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MONDAY_MS = Date.UTC(2026, 2, 2, 7);

const monitor = { captures: { format: "jsonl" }, reference: { live: "7d" }, columns: { time: "at" } };
const config = configFromData(
  {
    hub: { name: "ml", notify: { digest: { to: ["all@example.com"], every: "week" } } },
    monitors: {
      demand: monitor,
      churn: { ...monitor, model: { task: "binary", owner: "growth-ml" } },
      triage: { ...monitor, notify: { digest: { to: ["all@example.com"], every: "day" } } },
      fraud: { ...monitor, notify: { digest: { to: ["risk@example.com"], every: "week" } } },
    },
  },
  "test",
);

interface Office {
  readonly table: MemoryTable;
  readonly mails: { topicArn: string; subject: string; body: string }[];
  /** Topics that can't be published to. */
  readonly broken: Set<string>;
  readonly morning: (nowMs: number) => Promise<SentDigests>;
}

function office(): Office {
  const mails: Office["mails"] = [];
  const broken = new Set<string>();
  const table = memoryTable(() => Promise.resolve());
  const deps = {
    config,
    table,
    dashboardUrl: null,
    topicArn: (name: string) => `arn:${name}`,
    mails: {
      send: async (mail: Office["mails"][number]) => {
        if (broken.has(mail.topicArn)) throw new Error("topic is gone");
        mails.push({ topicArn: mail.topicArn, subject: mail.subject, body: mail.body });
        await Promise.resolve();
      },
    },
  } as unknown as NotifyDeps;
  return { table, mails, broken, morning: (nowMs) => sendDigests(nowMs, deps) };
}

async function store({ table }: Office, it: Incident): Promise<void> {
  await table.put({ pk: partitions.incidents("churn"), sk: it.id, body: it }, MONDAY_MS);
}

describe("the digests of a morning", () => {
  it("are one mail for each list and rhythm, over all of its monitors; weekly ones on Mondays", async () => {
    const { morning, mails } = office();
    expect(await morning(MONDAY_MS)).toEqual({ composed: 3, sent: 3 });
    expect(mails.map(({ topicArn, subject }) => [topicArn, subject])).toEqual([
      ["arn:ml-digest", "Plumbline ml, day to 2026-03-02: see triage"],
      ["arn:ml-digest", "Plumbline ml, week to 2026-03-02: see demand, churn"],
      ["arn:ml-digest-fraud", "Plumbline ml, week to 2026-03-02: see fraud"],
    ]);
    expect(await morning(MONDAY_MS + DAY_MS)).toEqual({ composed: 1, sent: 1 });
  });

  it("are sent once, however often the run comes again", async () => {
    const { morning, mails } = office();
    await morning(MONDAY_MS);
    expect(await morning(MONDAY_MS)).toEqual({ composed: 0, sent: 0 });
    expect(mails).toHaveLength(3);
  });

  it("that can't be sent stop no other, are told of, and go out with the next run", async () => {
    const { morning, mails, broken } = office();
    broken.add("arn:ml-digest-fraud");
    await expect(morning(MONDAY_MS)).rejects.toMatchObject({ code: "DIGESTS_NOT_SENT", details: { failures: 1 } });
    expect(mails).toHaveLength(2);
    broken.clear();
    expect(await morning(MONDAY_MS + DAY_MS)).toEqual({ composed: 1, sent: 2 });
  });
});

describe("what a digest tells of a monitor", () => {
  const churnOf = async (prepare: (to: Office) => Promise<void>): Promise<string> => {
    const made = office();
    await prepare(made);
    await made.morning(MONDAY_MS);
    const { body } = made.mails.find(({ subject }) => subject.startsWith("Plumbline ml, week"))!;
    return body.slice(body.indexOf("churn"));
  };

  it("is its incidents: what is open, what closed in the period, what is small", async () => {
    const said = await churnOf(async (to) => {
      await store(to, incident("111111111111", "high"));
      await store(to, incident("222222222222", "medium", { status: "closed" }));
      await store(to, incident("333333333333", "medium", { status: "closed" }));
      await store(to, incident("444444444444", "low"));
      const closing = (id: string, atMs: number) =>
        remember(to.table, "churn", {
          kind: "transition",
          atMs,
          id: `${id}-closed-medium`,
          what: { transition: "closed", incident: id },
        });
      await closing("222222222222", MONDAY_MS - 2 * DAY_MS);
      await closing("333333333333", MONDAY_MS - 9 * DAY_MS);
    });
    expect(said).toMatch(/Open\n {4}day_mins.*111111111111\)\n {2}Closed\n {4}day_mins.*222222222222\)\n {2}Too small/);
    expect(said).toMatch(/below medium\)\n {4}day_mins.*444444444444/);
    expect(said).not.toContain("333333333333");
  });

  it("is how its windows came out", async () => {
    const said = await churnOf(async ({ table }) => {
      const verdicts = { 1: "ok", 2: "ok", 3: "drifting", 4: "insufficient", 200: "ok" };
      for (const [hours, status] of Object.entries(verdicts)) {
        const sk = hourKey(hourOf(MONDAY_MS) - Number(hours));
        await table.put({ pk: partitions.verdicts("churn"), sk, body: { status } }, MONDAY_MS);
      }
    });
    // Four of the last 168 hours; the fifth is older.
    expect(said).toContain("4 windows judged: 1 drifting, 1 with too little data (25 %)");
  });

  it("is what answers keep quiet, and until when", async () => {
    const said = await churnOf(async ({ table }) => {
      const given = { atMs: MONDAY_MS - 20 * DAY_MS, by: "ana", reason: "supplier is migrating" };
      const mute = (number: number, feature: string, untilMs: number) =>
        table.put(
          {
            pk: partitions.answers("churn"),
            sk: String(number).padStart(9, "0"),
            body: { ...given, number, kind: "mute", scope: { feature, check: null }, untilMs },
          },
          MONDAY_MS,
        );
      await mute(1, "day_mins", MONDAY_MS + DAY_MS);
      await mute(2, "eve_mins", MONDAY_MS - DAY_MS);
      await table.put({ pk: partitions.held("churn"), sk: "x", body: { atMs: MONDAY_MS - DAY_MS } }, MONDAY_MS);
    });
    expect(said).toContain("ana muted day_mins until 2026-03-03 07:00 UTC: supplier is migrating.");
    expect(said).not.toContain("eve_mins");
    expect(said).toContain("Kept back by answers: 1 mail was not sent.");
  });

  it("is how many incidents have paged in 30 days against the budget: a mail that one is over is no page", async () => {
    const said = await churnOf(async (to) => {
      const send = async (id: string, nowMs: number): Promise<void> => {
        const mail = { id, hour: 1, topicArn: "arn:page", subject: "s", body: "b" };
        await enqueueMail(to.table, "churn", mail, nowMs);
        await drainOutbox(to.table, { send: () => Promise.resolve() }, "churn", nowMs);
      };
      await store(to, incident("111111111111", "high"));
      await store(to, incident("222222222222", "high"));
      await send("111111111111-opened-medium", MONDAY_MS - 29 * DAY_MS);
      await send("111111111111-escalated-high", MONDAY_MS - 28 * DAY_MS);
      await send("222222222222-opened-high", MONDAY_MS - 31 * DAY_MS);
      await send("222222222222-closed-high", MONDAY_MS - 2 * DAY_MS);
    });
    expect(said).toContain("1 incident paged in the last 30 days; 1 false one is budgeted");
  });
});

describe("a hub without digests", () => {
  it("touches neither table nor topic, to which its function has no right", async () => {
    const nobody = configFromData({ monitors: { churn: monitor } }, "test");
    const refused = new Proxy({}, { get: () => expect.unreachable("is not to be used") });
    const deps = { config: nobody, table: refused, mails: refused } as unknown as NotifyDeps;
    expect(await sendDigests(MONDAY_MS, deps)).toEqual({ composed: 0, sent: 0 });
  });
});
