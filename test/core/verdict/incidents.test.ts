import { describe, expect, it } from "vitest";
import type { Finding, IncidentTransition } from "../../../src/contracts/verdict.js";
import { incidentId, transitionId } from "../../../src/core/verdict/incident-id.js";
import { INCIDENT_POLICIES, type IncidentState, NO_INCIDENTS } from "../../../src/core/verdict/incident-state.js";
import { foldIncidents } from "../../../src/core/verdict/incidents.js";
import { finding } from "./findings.js";

/** Folds hours `from` to `to` (inclusive), each with the findings that `at` gives, through JSON. */
function fold(from: number, to: number, at: (hour: number) => readonly Finding[], start: IncidentState = NO_INCIDENTS) {
  let state = start;
  const transitions: IncidentTransition[] = [];
  for (let hour = from; hour <= to; hour++) {
    const folded = foldIncidents(state, { monitor: "census", hour, findings: at(hour) });
    state = JSON.parse(JSON.stringify(folded.state)) as IncidentState;
    transitions.push(...folded.transitions);
  }
  return { state, transitions, told: transitions.map((it) => `${it.hour} ${it.kind} ${it.incident.severity}`) };
}

const drifts = (feature: string, effect = 0.3): Finding => finding(feature, "drifting", { effect });
const quiet = (feature: string): Finding => finding(feature, "ok", { effect: 0.01 });
const unjudged = (feature: string): Finding => finding(feature, "insufficient", { effect: 0 });

describe("incidents", () => {
  it("open once and close after 24 evaluated hours without drift", () => {
    const { told, state } = fold(0, 60, (hour) => [hour >= 5 && hour <= 9 ? drifts("age") : quiet("age")]);
    expect(told).toEqual(["5 opened high", "33 closed high"]);
    expect(state).toEqual(NO_INCIDENTS);
  });

  it("stay open while hours can't be judged: they are not quiet", () => {
    const at = (hour: number): Finding[] => [hour === 5 ? drifts("age") : hour < 40 ? unjudged("age") : quiet("age")];
    expect(fold(0, 70, at).told).toEqual(["5 opened high", "63 closed high"]);
  });

  it("count quiet hours on through hours without evidence", () => {
    const at = (hour: number): Finding[] => (hour === 0 ? [drifts("age")] : hour % 2 === 0 ? [] : [quiet("age")]);
    expect(fold(0, 60, at).told).toEqual(["0 opened high", "47 closed high"]);
  });

  it("wait for every one of their checks to be quiet", () => {
    const at = (hour: number): Finding[] => [
      hour === 0 ? drifts("age") : quiet("age"),
      hour <= 10 ? drifts("sex") : hour < 50 ? unjudged("sex") : quiet("sex"),
    ];
    expect(fold(0, 90, at).told).toEqual(["0 opened high", "73 closed high"]);
  });

  it("take in features that cross less than 24 hours after the first, without another word", () => {
    const at = (hour: number): Finding[] => [drifts("age"), hour >= 23 ? drifts("sex") : quiet("sex")];
    const { told, state } = fold(0, 60, at);
    expect(told).toEqual(["0 opened high"]);
    expect(state.incidents[0]!.incident.findings.map((it) => [it.feature, it.onsetHour])).toEqual([
      ["age", 0],
      ["sex", 23],
    ]);
  });

  it("take in further checks of their own features for as long as they are open", () => {
    const missing = { check: "missing-rate" };
    const at = (hour: number): Finding[] => [drifts("age"), ...(hour >= 100 ? [{ ...drifts("age"), ...missing }] : [])];
    const { told, state } = fold(0, 120, at);
    expect(told).toEqual(["0 opened high"]);
    expect(state.incidents[0]!.incident.findings.map((it) => [it.check, it.onsetHour])).toEqual(
      [
        ["psi", 0],
        ["missing-rate", 100],
      ].sort(),
    );
  });

  it("do not open again in the hour in which they close, though a slower lens still drifts", () => {
    // Quiet by the day from hour 1 on, while the trend is still above its limit.
    const at = (hour: number): Finding[] => [
      hour === 0 ? drifts("age") : { ...drifts("age"), lens: "trend", quiet: true },
    ];
    expect(fold(0, 24, at).told).toEqual(["0 opened high", "24 closed high"]);
  });

  it("do not swallow a feature because another one has just joined", () => {
    const at = (hour: number): Finding[] => [
      drifts("age"),
      hour >= 23 ? drifts("sex") : quiet("sex"),
      hour >= 46 ? drifts("race") : quiet("race"),
    ];
    expect(fold(0, 60, at).told).toEqual(["0 opened high", "46 opened high"]);
  });

  it("are opened for a second group 30 hours later, while the first is still open", () => {
    const at = (hour: number): Finding[] => [drifts("age"), hour >= 30 ? drifts("sex") : quiet("sex")];
    const { told, state, transitions } = fold(0, 60, at);
    expect(told).toEqual(["0 opened high", "30 opened high"]);
    expect(state.incidents).toHaveLength(2);
    expect(new Set(transitions.map(({ incident }) => incident.id)).size).toBe(2);
    expect(transitions[1]!.incident.findings.map((it) => it.feature)).toEqual(["sex"]);
  });

  it("are opened for a check that crosses exactly 24 hours after the first", () => {
    const at = (hour: number): Finding[] => [drifts("age"), hour >= 24 ? drifts("sex") : quiet("sex")];
    expect(fold(0, 30, at).told).toEqual(["0 opened high", "24 opened high"]);
  });

  it("escalate once per step of severity and never step down", () => {
    const effects = [0.05, 0.05, 0.15, 0.12, 0.3, 0.15, 0.6, 0.7];
    const { told, state } = fold(0, 7, (hour) => [drifts("age", effects[hour])]);
    expect(told).toEqual(["0 opened low", "2 escalated medium", "4 escalated high", "6 escalated critical"]);
    expect(state.incidents[0]!.incident.findings[0]!.effect).toBe(0.7);
  });

  it("escalate when a check of higher severity joins", () => {
    const at = (hour: number): Finding[] => [drifts("age", 0.15), ...(hour >= 3 ? [drifts("sex", 0.6)] : [])];
    const { told, state } = fold(0, 5, at);
    expect(told).toEqual(["0 opened medium", "3 escalated critical"]);
    expect(state.incidents[0]!.incident.findings.map((it) => it.feature)).toEqual(["sex", "age"]);
  });

  it("become persistent once after 14 days without a change, and still close when quiet", () => {
    const at = (hour: number): Finding[] => [hour < 500 ? drifts("age") : quiet("age")];
    expect(fold(0, 600, at).told).toEqual(["0 opened high", "336 persistent high", "523 closed high"]);
  });

  it("are open again when they escalate after they became persistent", () => {
    const { told, state } = fold(0, 400, (hour) => [drifts("age", hour < 400 ? 0.3 : 0.6)]);
    expect(told).toEqual(["0 opened high", "336 persistent high", "400 escalated critical"]);
    expect(state.incidents[0]!.incident.status).toBe("open");
  });

  it("are one check whatever the lens that finds it", () => {
    const at = (hour: number): Finding[] => [
      { ...(hour === 0 ? drifts("age") : quiet("age")), lens: "hour" },
      { ...(hour <= 20 ? drifts("age") : quiet("age")), lens: "day" },
    ];
    expect(fold(0, 60, at).told).toEqual(["0 opened high", "44 closed high"]);
  });

  it("have another id when the same check drifts again after closing", () => {
    const at = (hour: number): Finding[] => [hour === 0 || hour === 50 ? drifts("age") : quiet("age")];
    const { told, transitions } = fold(0, 60, at);
    expect(told).toEqual(["0 opened high", "24 closed high", "50 opened high"]);
    expect(transitions[2]!.incident.id).not.toBe(transitions[0]!.incident.id);
  });

  it("of daily windows take in the next day's checks and close after three quiet days", () => {
    let state = NO_INCIDENTS;
    const told: string[] = [];
    for (let day = 0; day < 12; day++) {
      const findings = [
        day < 3 ? drifts("age") : quiet("age"),
        day === 1 ? drifts("sex") : quiet("sex"),
        day === 4 ? drifts("race") : quiet("race"),
      ];
      const folded = foldIncidents(state, { monitor: "census", hour: 24 * day, findings }, INCIDENT_POLICIES.day);
      state = folded.state;
      told.push(...folded.transitions.map((it) => `day ${day} ${it.kind} ${it.incident.findings.length}`));
    }
    expect(told).toEqual(["day 0 opened 1", "day 4 opened 1", "day 5 closed 2", "day 7 closed 1"]);
  });

  it("know a column named like a property of every object", () => {
    const at = (hour: number): Finding[] => [hour < 5 ? drifts("__proto__") : quiet("__proto__")];
    expect(fold(0, 40, at).told).toEqual(["0 opened high", "28 closed high"]);
  });
});

describe("incidentId", () => {
  it("is 12 hex digits of monitor, first check and onset", () => {
    // printf '["census","age","psi",7]' | sha256sum
    expect(incidentId("census", { feature: "age", check: "psi" }, 7)).toBe("ef019cb58c88");
  });

  it("keeps apart names that would run together", () => {
    const first = incidentId("m", { feature: 'a","b', check: "c" }, 1);
    expect(first).not.toBe(incidentId("m", { feature: "a", check: 'b","c' }, 1));
  });
});

describe("transitionId", () => {
  it("is unique among all that is told of an incident", () => {
    const effects = (hour: number): number => (hour < 3 ? 0.05 : hour < 400 ? 0.3 : 0.6);
    const at = (hour: number): Finding[] => [hour < 900 ? drifts("age", effects(hour)) : quiet("age")];
    const { transitions, told } = fold(0, 1_000, at);
    expect(told.map((each) => each.split(" ")[1])).toEqual([
      "opened",
      "escalated",
      "persistent",
      "escalated",
      "persistent",
      "closed",
    ]);
    expect(new Set(transitions.map(transitionId)).size).toBe(transitions.length);
  });
});
