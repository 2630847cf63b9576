import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EmbeddedCloud } from "../../local/cloud.js";
import type { MailboxMessage } from "../../local/contracts.js";
import { HOUR_MS, payments, START_MS, trainingTable } from "../pipeline/memory/world.js";
import { temporaryDir } from "./assembly-builder.js";
import { synthesizeProduct } from "./product-assembly.js";

const TIMEOUT_MS = 180_000;
const secret = (name: string): string => `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-AbCdEf`;

/** Two monitors of the same captures: the webhook of one is down for a while, that of the other for good. */
const MONITOR = `
    captures: { bucket: model-captures, existing: true, prefix: payments/, format: jsonl }
    columns: { time: at }
    reference: { table: "s3://lake/train.csv" }
    alarms: { rule: fixed }`;
const CONFIG = `
hub:
  notify: { page: [oncall@example.com, away@example.com], digest: { to: [team@example.com], every: day } }
monitors:
  shaky:${MONITOR}
    notify: { webhook: "${secret("shaky")}" }
  down:${MONITOR}
    notify: { webhook: "${secret("down")}" }
`;

/** A receiver of webhooks. Refuses a number of posts, then takes them. */
class Receiver {
  readonly posts: { readonly status: number; readonly body: Readonly<Record<string, unknown>> }[] = [];
  readonly #server: Server;

  constructor(refusals: number) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const status = this.posts.length < refusals ? 503 : 200;
        const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Readonly<Record<string, unknown>>;
        this.posts.push({ status, body });
        response.writeHead(status).end("said at length");
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook/s3cr3t`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

const shaky = new Receiver(3);
const down = new Receiver(Infinity);
const stateDir = temporaryDir();
let cloud: EmbeddedCloud;

async function start(): Promise<EmbeddedCloud> {
  const assemblyDir = synthesizeProduct(CONFIG);
  const started = await EmbeddedCloud.start({
    assemblyDir,
    stateDir,
    startMs: START_MS,
    peopleConfirm: false,
  });
  for (const bucket of ["model-captures", "lake"]) started.createBucket(bucket, { eventBridge: true });
  started.putSecret(secret("shaky"), JSON.stringify({ url: await shaky.listen() }));
  started.putSecret(secret("down"), await down.listen());
  await started.deploy();
  for (const email of ["oncall@example.com", "team@example.com"]) started.confirmSubscriptions(email);
  started.putObject("lake", "train.csv", Buffer.from(trainingTable()), { atMs: START_MS });
  for (let hour = 0; hour < 3; hour++) {
    const body = payments(hour, 300, { mean: hour < 1 ? 100 : 190 });
    started.putObject("model-captures", `payments/${hour}.jsonl`, Buffer.from(body), {
      atMs: START_MS + (hour + 1.05) * HOUR_MS,
    });
  }
  return started;
}

beforeAll(async () => {
  cloud = await start();
  await cloud.runUntil(START_MS + 8 * HOUR_MS);
}, TIMEOUT_MS);
afterAll(async () => {
  await cloud.close();
  await Promise.all([shaky.close(), down.close()]);
});

const mailsOf = (about: RegExp): readonly MailboxMessage[] =>
  cloud
    .view()
    .mailbox()
    .filter(({ subject }) => about.test(subject));

describe("a webhook", () => {
  it("that refuses three times is told until it takes the notice, and then no more", () => {
    expect(shaky.posts.map(({ status }) => status)).toEqual([503, 503, 503, 200]);
    const [mail] = mailsOf(/^shaky: drift/);
    for (const { body } of shaky.posts) {
      expect(body).toMatchObject({ source: "plumbline", monitor: "shaky", transition: "opened", title: mail!.subject });
      expect(body["id"]).toBe(shaky.posts[0]!.body["id"]);
    }
  });

  it("that refuses for good is left after five times: the notice is kept, and the people of the hub are told", () => {
    expect(down.posts.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503]);
    const undelivered = cloud
      .view()
      .queues()
      .find(({ name }) => name === "plumbline-notify-undelivered");
    expect(undelivered).toMatchObject({ visible: 1, deadLetter: true });
    const [alarm] = mailsOf(/^ALARM: "plumbline_hub-health"/);
    expect(alarm!.to).toEqual(["oncall@example.com"]);
    expect(alarm!.body).toContain("Look at the messages in the queue plumbline-notify-undelivered");
    // The mail about the incident went out all the same.
    expect(mailsOf(/^down: drift/)).toHaveLength(1);
  });
});

describe("the morning", () => {
  it("brings one digest over both monitors to those who asked for it", () => {
    const [digest, ...others] = mailsOf(/^Plumbline plumbline, day/);
    expect(others).toEqual([]);
    expect(digest).toMatchObject({
      to: ["team@example.com"],
      subject: "Plumbline plumbline, day to 2026-02-02: 2 incidents open, see shaky, down",
      sentAtMs: START_MS + 7 * HOUR_MS,
    });
    expect(digest!.body).toMatch(
      /shaky\n {2}Open\n {4}amount: .*\(new, critical, since 2026-02-02 01:00 UTC; incident/,
    );
    expect(digest!.body).toContain("3 windows judged: 2 drifting, all with enough data");
  });

  it("brings no second one when the run comes again", async () => {
    const before = cloud.view().mailbox().length;
    const again = { scheduledTime: new Date(START_MS + 7 * HOUR_MS).toISOString() };
    expect(await cloud.invoke("plumbline-notify", again)).toMatchObject({ ok: true });
    expect(cloud.view().mailbox()).toHaveLength(before);
  });

  it("tells those who have confirmed that somebody has not, until he does", async () => {
    const [alarm] = mailsOf(/^ALARM: "plumbline_subscriptions"/);
    expect(alarm!.to).toEqual(["oncall@example.com"]);
    expect(alarm!.sentAtMs).toBeLessThanOrEqual(START_MS + 8 * HOUR_MS);
    cloud.confirmSubscriptions("away@example.com");
    const nextLook = { scheduledTime: new Date(cloud.nowMs()).toISOString() };
    expect(await cloud.invoke("plumbline-notify", nextLook)).toMatchObject({ ok: true });
    await cloud.runUntil(cloud.nowMs() + 2 * HOUR_MS);
    const state = cloud.cloudWatch
      .alarms()
      .find(({ definition }) => definition.name === "plumbline_subscriptions")?.state;
    expect(state).toBe("OK");
  });
});

it("the roles of the hub's functions grant nothing that none of this needs", () => {
  const idle = cloud.grants.filter(({ holder, exercised }) => holder.includes("HubFunctions") && !exercised);
  expect(idle).toEqual([]);
});

it("no call was denied, no delivery refused, and no log holds an address of a webhook", () => {
  expect(cloud.deniedCalls).toEqual([]);
  expect(cloud.refusedDeliveries).toEqual([]);
  const logs = readdirSync(join(stateDir, "logs")).map((name) => readFileSync(join(stateDir, "logs", name), "utf8"));
  expect(logs.join("")).toContain("webhook of down (generic) expects to take a notice, got status 503");
  expect(logs.join("")).not.toContain("s3cr3t");
});
