import { describe, expect, it } from "vitest";
import { muteOf, muteSpans } from "../../../src/core/answers/mutes.js";
import { findingOf, given, HOUR_MS, incidentOf, muteUntil, OPENED_MS } from "./answers.js";

const at = (hours: number): number => OPENED_MS + hours * HOUR_MS;
const age = findingOf("age");
const plan = findingOf("plan");

describe("a mute", () => {
  it.each([
    { why: "of the monitor covers everything", scope: [null, null], findings: [age, plan], muted: true },
    { why: "of the feature covers its findings", scope: ["age", null], findings: [age], muted: true },
    { why: "of the feature leaves another one paging", scope: ["age", null], findings: [age, plan], muted: false },
    {
      why: "of the feature is enough where the other one would not page",
      scope: ["age", null],
      findings: [age, findingOf("plan", { severity: "low" })],
      muted: true,
    },
    { why: "of a check covers it on any feature", scope: [null, "shift"], findings: [age, plan], muted: true },
    {
      why: "of a feature's check leaves its other checks",
      scope: ["age", "shift"],
      findings: [age, findingOf("age", { check: "missing" })],
      muted: false,
    },
  ] as const)("$why", ({ scope: [feature, check], findings, muted }) => {
    const spans = muteSpans([given(1, 0, muteUntil(24, feature, check))]);
    expect(muteOf(incidentOf(findings), spans, "medium", at(1)) !== null).toBe(muted);
  });

  it.each([
    { why: "before it was given", hours: -1, muted: false },
    { why: "in the moment it was given", hours: 0, muted: true },
    { why: "until just before its end", hours: 23.9, muted: true },
    { why: "at its end", hours: 24, muted: false },
  ])("holds or not $why", ({ hours, muted }) => {
    const spans = muteSpans([given(1, 0, muteUntil(24))]);
    expect(muteOf(incidentOf([age]), spans, "medium", at(hours)) !== null).toBe(muted);
  });

  it("ends where one of the same scope takes its place, and with an unmute; one of another scope leaves it alone", () => {
    const spans = muteSpans([
      given(1, 0, muteUntil(24)),
      given(2, 2, muteUntil(48, "age")),
      given(3, 5, muteUntil(72)),
      given(4, 9, { kind: "unmute", scope: { feature: null, check: null } }),
    ]);
    expect(spans.map(({ mute, endMs }) => [mute.number, (endMs - OPENED_MS) / HOUR_MS])).toEqual([
      [1, 5],
      [2, 48],
      [3, 9],
    ]);
  });

  it("together with another one covers an incident of both; the later one is named", () => {
    const spans = muteSpans([given(1, 0, muteUntil(24, "age")), given(2, 1, muteUntil(24, "plan"))]);
    expect(muteOf(incidentOf([age, plan]), spans, "medium", at(2))?.number).toBe(2);
  });
});
