import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/contracts/answers.js";
import type { Retraining } from "../../../src/contracts/retraining.js";
import { nextStep, type RetrainingFacts } from "../../../src/core/retrain/next-step.js";

const DAY_MS = 86_400_000;
const NOW_MS = 100 * DAY_MS;
const asked = (daysAgo: number, cause: Retraining["cause"]): Retraining => {
  const askedAtMs = NOW_MS - daysAgo * DAY_MS;
  return { token: "a1b2", cause, askedAtMs, state: "asked", decidedAtMs: null, execution: null };
};
const BY_INCIDENT = { kind: "incident", severity: "high" } as const;
const BY_SCHEDULE = { kind: "schedule" } as const;
const said = (decision: "approve" | "decline", token = "a1b2"): Answer => {
  return { kind: "retrain", token, decision, number: 1, atMs: NOW_MS - DAY_MS, by: "ana", reason: "new season" };
};
const FACTS: RetrainingFacts = {
  answers: [],
  lastStartMs: null,
  openIncidents: new Set(["a1b2"]),
  approval: true,
  minDaysBetween: 7,
  nowMs: NOW_MS,
};

describe("a retraining that has been asked for", () => {
  it.each<{
    why: string;
    cause?: Retraining["cause"];
    daysAgo?: number;
    facts: Partial<RetrainingFacts>;
    step: string;
  }>([
    { why: "waits for an approval", facts: {}, step: "wait" },
    { why: "starts once it is approved", facts: { answers: [said("approve")] }, step: "start" },
    { why: "isn't approved by an answer to another", facts: { answers: [said("approve", "ffff")] }, step: "wait" },
    { why: "starts by itself where no approval is wanted", facts: { approval: false }, step: "start" },
    { why: "is declined, whatever else", facts: { answers: [said("decline")], approval: false }, step: "decline" },
    {
      why: "may be approved after it was declined by mistake, as long as no run has acted on it",
      facts: { answers: [said("decline"), said("approve")] },
      step: "start",
    },
    { why: "ends with its incident", facts: { openIncidents: new Set() }, step: "expire" },
    {
      why: "starts after its incident has closed, where a person says so",
      facts: { openIncidents: new Set(), answers: [said("approve")] },
      step: "start",
    },
    {
      why: "by schedule has no incident to end with",
      cause: BY_SCHEDULE,
      facts: { openIncidents: new Set(), approval: false },
      step: "start",
    },
    {
      why: "waits until the last start is a week old",
      facts: { approval: false, lastStartMs: NOW_MS - 6.9 * DAY_MS },
      step: "wait",
    },
    {
      why: "starts a week after the last",
      facts: { approval: false, lastStartMs: NOW_MS - 7 * DAY_MS },
      step: "start",
    },
    {
      why: "waits for that also where it is approved",
      facts: { answers: [said("approve")], lastStartMs: NOW_MS },
      step: "wait",
    },
    { why: "is forgotten after two weeks", daysAgo: 14, facts: { answers: [said("approve")] }, step: "expire" },
  ])("$why", ({ cause = BY_INCIDENT, daysAgo = 2, facts, step }) => {
    expect(nextStep(asked(daysAgo, cause), { ...FACTS, ...facts })).toBe(step);
  });
});
