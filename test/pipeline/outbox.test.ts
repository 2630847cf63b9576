import { describe, expect, it } from "vitest";
import type { MailSink } from "../../src/contracts/ports.js";
import { drainOutbox, enqueueMail } from "../../src/pipeline/outbox.js";
import { memoryTable } from "./memory/memory-table.js";

const mail = (id: string) => ({ id, hour: 490_000, topicArn: "arn:topic", subject: id, body: "text" });

function sink(fails: (subject: string) => boolean = () => false): MailSink & { readonly sent: string[] } {
  const sent: string[] = [];
  return {
    sent,
    send: ({ subject }) => {
      if (fails(subject)) return Promise.reject(new Error("no"));
      sent.push(subject);
      return Promise.resolve();
    },
  };
}

describe("the outbox", () => {
  it("sends a mail once, however often it is put in and drained", async () => {
    const table = memoryTable();
    const mails = sink();
    expect(await enqueueMail(table, "m", mail("a"), 0)).toBe(true);
    expect(await enqueueMail(table, "m", mail("a"), 0)).toBe(false);
    await drainOutbox(table, mails, "m", 0);
    // A restatement has found that it happened an hour earlier.
    await enqueueMail(table, "m", { ...mail("a"), hour: 489_999 }, 1);
    await drainOutbox(table, mails, "m", 1);
    expect(mails.sent).toEqual(["a"]);
  });

  it("keeps what can't be sent for the next run and sends the others", async () => {
    const table = memoryTable();
    for (const id of ["a", "b", "c"]) await enqueueMail(table, "m", mail(id), 0);
    const broken = sink((subject) => subject === "b");
    const outcome = await drainOutbox(table, broken, "m", 0);
    expect(broken.sent).toEqual(["a", "c"]);
    expect(outcome.failures.map(({ id }) => id)).toEqual(["b"]);
    const mended = sink();
    await drainOutbox(table, mended, "m", 1);
    expect(mended.sent).toEqual(["b"]);
  });

  it("is drained by two runs at once without sending twice", async () => {
    const table = memoryTable();
    for (const id of ["a", "b"]) await enqueueMail(table, "m", mail(id), 0);
    const mails = sink();
    await Promise.all([drainOutbox(table, mails, "m", 0), drainOutbox(table, mails, "m", 0)]);
    expect([...mails.sent].sort()).toEqual(["a", "b"]);
  });
});
