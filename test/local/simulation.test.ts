import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Agenda, AgendaError } from "../../local/simulation.js";

describe("the agenda", () => {
  it("runs entries by time, and those of one instant in the order of their arrival", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 50 }), async (times) => {
        const agenda = new Agenda(0);
        const ran: (readonly [number, number])[] = [];
        times.forEach((time, index) => {
          agenda.at(time, "entry", () => {
            ran.push([agenda.nowMs(), index]);
          });
        });
        await agenda.runUntil(100);
        const expected = times.map((time, index) => [time, index] as const);
        expect(ran).toEqual(expected.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
      }),
    );
  });

  it("stands still while an entry works, and runs what it adds for the same instant", async () => {
    const agenda = new Agenda(1000);
    const log: string[] = [];
    agenda.at(2000, "slow", async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      log.push(`slow at ${agenda.nowMs()}`);
      agenda.at(1500, "for the past", () => {
        log.push(`added at ${agenda.nowMs()}`);
      });
    });
    agenda.at(2001, "next", () => {
      log.push(`next at ${agenda.nowMs()}`);
    });
    await agenda.runUntil(3000);
    expect(log).toEqual(["slow at 2000", "added at 2000", "next at 2001"]);
    expect(agenda.nowMs()).toBe(3000);
  });

  it("leaves out entries that were taken off, and keeps those beyond the end", async () => {
    const agenda = new Agenda(0);
    const log: string[] = [];
    const cancel = agenda.at(1, "cancelled", () => {
      log.push("cancelled");
    });
    agenda.at(10, "later", () => {
      log.push("later");
    });
    cancel();
    await agenda.runUntil(9);
    expect(log).toEqual([]);
    await agenda.runUntil(10);
    expect(log).toEqual(["later"]);
  });

  it("says which entry failed, and when", async () => {
    const agenda = new Agenda(0);
    agenda.at(60_000, "poll captures", () => {
      throw new Error("boom");
    });
    const failure = agenda.runUntil(100_000);
    await expect(failure).rejects.toThrow(AgendaError);
    await expect(failure).rejects.toThrow("poll captures at 1970-01-01T00:01:00.000Z failed: boom");
  });
});
