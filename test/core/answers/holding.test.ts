import { describe, expect, it } from "vitest";
import type { AnswerContent } from "../../../src/contracts/answers.js";
import { holdingAnswer, overdueSince } from "../../../src/core/answers/holding.js";
import { findingOf, given, HOUR_MS, incidentOf, muteUntil, OPENED_HOUR, OPENED_MS } from "./answers.js";

const at = (hours: number): number => OPENED_MS + hours * HOUR_MS;
const incident = incidentOf([findingOf("age")]);
const ackUntil = (hours: number, id = incident.id): AnswerContent => ({
  kind: "ack",
  incident: id,
  untilMs: at(hours),
});

describe("an acknowledged incident", () => {
  it.each([
    { why: "keeps back that it became worse", kind: "escalated", id: incident.id, hours: 2, held: 1 },
    { why: "does not keep back that it closed", kind: "closed", id: incident.id, hours: 2, held: undefined },
    { why: "keeps nothing back after its time", kind: "escalated", id: incident.id, hours: 8, held: undefined },
    { why: "says nothing of another incident", kind: "escalated", id: "other", hours: 2, held: undefined },
  ] as const)("$why", ({ kind, id, hours, held }) => {
    const answers = [given(1, 1, ackUntil(8, id))];
    const transition = { kind, hour: OPENED_HOUR, incident };
    expect(holdingAnswer(transition, answers, "medium", at(hours))?.number).toBe(held);
  });
});

describe("an incident that an answer kept quiet", () => {
  const mute = given(1, 2, muteUntil(24));
  const held = [{ answer: 1, atMs: at(3) }];
  it.each([
    { why: "is not due while it is muted", held: [], told: at(1), hours: 23, due: null },
    { why: "is due at the end of the mute, told before or not", held: [], told: at(1), hours: 24, due: 1 },
    { why: "is due with what was kept back", held, told: null, hours: 24, due: 1 },
    { why: "is not due again once it was told", held, told: at(24.5), hours: 40, due: null },
    { why: "is no news a month after the end", held: [], told: at(1), hours: 24 + 31 * 24, due: null },
  ])("$why", ({ held: kept, told, hours, due }) => {
    expect(overdueSince(incident, [mute], kept, told, "medium", at(hours))).toBe(due);
  });

  it("is due as soon as a finding joins that is not muted, and not again when the mute ends", () => {
    const answers = [given(1, -5, muteUntil(24, "age"))];
    const both = incidentOf([findingOf("age"), findingOf("plan")]);
    expect(overdueSince(incident, answers, [{ answer: 1, atMs: at(1) }], null, "medium", at(4))).toBeNull();
    expect(overdueSince(both, answers, [{ answer: 1, atMs: at(1) }], null, "medium", at(4))).toBe(1);
    expect(overdueSince(both, answers, [{ answer: 1, atMs: at(1) }], at(4), "medium", at(30))).toBeNull();
  });

  it("is due when the first of two mutes ends that covered it together", () => {
    const answers = [given(1, 0, muteUntil(10, "age")), given(2, 1, muteUntil(30, "plan"))];
    const both = incidentOf([findingOf("age"), findingOf("plan")]);
    expect(overdueSince(both, answers, [], at(-1), "medium", at(9))).toBeNull();
    expect(overdueSince(both, answers, [], at(-1), "medium", at(11))).toBe(1);
  });

  it("stays quiet where a new mute follows without a gap", () => {
    const answers = [given(1, 0, muteUntil(10)), given(2, 9, muteUntil(30))];
    expect(overdueSince(incident, answers, [], null, "medium", at(12))).toBeNull();
    expect(overdueSince(incident, answers, [], null, "medium", at(30))).toBe(2);
  });

  it("is due at the end of an acknowledgement only if something was kept back", () => {
    const ack = given(1, 1, ackUntil(8));
    expect(overdueSince(incident, [ack], [], at(0), "medium", at(9))).toBeNull();
    expect(overdueSince(incident, [ack], [{ answer: 1, atMs: at(3) }], at(0), "medium", at(7))).toBeNull();
    expect(overdueSince(incident, [ack], [{ answer: 1, atMs: at(3) }], at(0), "medium", at(9))).toBe(1);
  });
});
