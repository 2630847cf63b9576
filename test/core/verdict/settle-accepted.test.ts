import { describe, expect, it } from "vitest";
import { checkKey, type TrackedIncident } from "../../../src/core/verdict/incident-state.js";
import { type Acceptance, beginning, settleAccepted } from "../../../src/core/verdict/settle-accepted.js";
import { findingOf, incidentOf, OPENED_HOUR } from "../answers/answers.js";

const tracked = (...features: string[]): TrackedIncident => {
  const findings = features.map((feature) => findingOf(feature));
  const quietHours = findings.map((finding) => [checkKey(finding), 3] as const);
  return { incident: incidentOf(findings), lastChangeHour: OPENED_HOUR, quietHours };
};
const acceptance = (features: readonly string[] | null): Acceptance => ({
  fromHour: OPENED_HOUR + 5,
  features: features && new Set(features),
  closedBy: features ? "accepted" : "relearned",
});

describe("an acceptance", () => {
  it.each([
    {
      why: "takes its only feature from an incident, which then closes",
      incident: ["age"],
      accepts: ["age"],
      left: [],
      by: "accepted",
    },
    {
      why: "leaves an incident what it does not name",
      incident: ["age", "plan"],
      accepts: ["age"],
      left: ["plan"],
      by: undefined,
    },
    { why: "of another feature changes nothing", incident: ["age"], accepts: ["plan"], left: ["age"], by: undefined },
    { why: "of everything ends every incident", incident: ["age", "plan"], accepts: null, left: [], by: "relearned" },
  ])("$why", ({ incident, accepts, left, by }) => {
    const before = Object.freeze({ incidents: [tracked(...incident)] });
    const [after] = settleAccepted(before, [acceptance(accepts)]).incidents;
    expect(after!.quietHours.map(([key]) => (JSON.parse(key) as string[])[0])).toEqual(left);
    expect(after!.incident.closedBy).toBe(by);
    expect(after!.incident.findings).toHaveLength(incident.length);
  });

  it.each([
    {
      why: "begins with the window in which it was given",
      before: OPENED_HOUR + 4,
      hour: OPENED_HOUR + 5,
      begins: true,
    },
    { why: "begins after a gap of windows", before: OPENED_HOUR + 1, hour: OPENED_HOUR + 9, begins: true },
    { why: "does not begin before", before: OPENED_HOUR + 3, hour: OPENED_HOUR + 4, begins: false },
    { why: "does not begin twice", before: OPENED_HOUR + 5, hour: OPENED_HOUR + 6, begins: false },
    { why: "has begun in the first window of all", before: null, hour: OPENED_HOUR + 9, begins: true },
  ])("$why", ({ before, hour, begins }) => {
    expect(beginning([acceptance(["age"])], before, hour)).toHaveLength(begins ? 1 : 0);
  });
});
