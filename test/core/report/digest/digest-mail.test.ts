import { describe, expect, it } from "vitest";
import { digestMail } from "../../../../src/core/report/digest/digest-mail.js";
import { EVENTFUL, facts, incident, QUIET } from "./digest-facts.js";

const SPEND = { spentUsd: 12.3, forecastUsd: 45.2, capUsd: 300, state: "slow" };

describe("a digest", () => {
  it("reads like this in an eventful week", async () => {
    const { subject, body } = digestMail(facts([QUIET, EVENTFUL], { spend: SPEND }));
    expect(subject).toBe("Plumbline ml, week to 2026-03-02: 1 incident open, 2 closed, see churn");
    await expect(body).toMatchFileSnapshot("fixtures/eventful-week.txt");
  });

  it("is short in a quiet one", async () => {
    const { subject, body } = digestMail(facts([QUIET]));
    expect(subject).toBe("Plumbline ml, week to 2026-03-02: quiet");
    await expect(body).toMatchFileSnapshot("fixtures/quiet-week.txt");
  });

  it("takes silence for news: nobody has watched a model of which no window was judged", () => {
    const windows = { judged: 0, ok: 0, drifting: 0, learning: 0, insufficient: 0 };
    const { subject, body } = digestMail(facts([{ ...QUIET, windows }]));
    expect(subject).toContain("see demand");
    expect(body).toContain("no window was judged: no captures came, or the pipeline stands still");
  });

  it("keeps to fewer than 100 characters of printable ASCII, however many monitors have news", () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ ...EVENTFUL, monitor: `model-number-${i}` }));
    const { subject } = digestMail(facts(many));
    expect(subject).toMatch(/^[ -~]{1,99}$/);
    expect(subject).toMatch(/^Plumbline ml, week to 2026-03-02: 30 incidents open, 60 closed, see model-number-0/);
  });

  it("shows the worst incidents and counts the rest", () => {
    const low = Array.from({ length: 9 }, (_, i) => incident(`00000000000${i}`, "medium"));
    const { body } = digestMail(facts([{ ...QUIET, open: [...low, incident("ffffffffffff", "critical")] }]));
    expect(body.indexOf("ffffffffffff")).toBeLessThan(body.indexOf("000000000000"));
    expect(body).toContain("    and 2 more");
  });

  it.each([
    {
      why: "a share of the budget",
      budget: 0.25,
      incidents: 0,
      says: "no incident paged in the last 30 days; 0.25 false ones are budgeted",
    },
    { why: "one page", budget: 1, incidents: 1, says: "1 incident paged in the last 30 days; 1 false one is budgeted" },
  ])("holds pages against the budget: $why", ({ budget, incidents, says }) => {
    expect(digestMail(facts([{ ...QUIET, pages: { budget, incidents } }])).body).toContain(says);
  });
});
