import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/contracts/verdict.js";
import { verdictOf } from "../../../src/core/verdict/verdict.js";
import { finding } from "./findings.js";

const SUBJECT = {
  monitor: "census",
  hour: 7,
  baselineVersion: "v1",
  records: 300,
  rejects: { total: 0, byReason: {}, samples: [] },
  restatement: 0,
};
const verdict = (...findings: Finding[]) => verdictOf(SUBJECT, findings);

describe("a verdict", () => {
  it.each([
    { why: "one drifting check is enough", states: ["ok", "drifting", "insufficient"], status: "drifting" },
    { why: "one judged check among small ones is ok", states: ["insufficient", "ok"], status: "ok" },
    { why: "nothing judged is never ok", states: ["insufficient", "not-applicable"], status: "insufficient" },
    { why: "learning comes before insufficient", states: ["insufficient", "learning"], status: "learning" },
    { why: "no check at all is insufficient", states: [], status: "insufficient" },
  ] as const)("$why", ({ states, status }) => {
    expect(verdict(...states.map((state, i) => finding(`x${i}`, state))).status).toBe(status);
  });

  it("scores the distance of the nearest judged check to its limit, and null where none was judged", () => {
    const far = finding("a", "ok", { ratio: 0.2 });
    const unjudged = finding("c", "insufficient", { ratio: 7 });
    expect(verdict(far, finding("b", "ok", { ratio: 0.6 }), unjudged).score).toBe(0.6);
    expect(verdict(unjudged).score).toBeNull();
  });

  it("says what changed in native units, the number and its limit", () => {
    const change = { what: "median", unit: "value", normal: 38, now: 456 } as const;
    const { reasons } = verdict(finding("AGEP", "drifting", { value: 0.4512, change }));
    expect(reasons).toEqual(["AGEP: median 38 -> 456 (psi 0.451, limit 0.2, 300 rows)"]);
  });

  it("names five features and counts the others", () => {
    const findings = Array.from({ length: 8 }, (_, i) => finding(`x${i}`, "drifting"));
    const { reasons } = verdict(...findings);
    expect(reasons).toHaveLength(6);
    expect(reasons.at(-1)).toBe("and 3 more features");
  });

  it("says how many checks could not be judged and why", () => {
    const { reasons } = verdict(finding("a", "ok"), finding("b", "insufficient", { reason: "12 rows, 200 needed" }));
    expect(reasons).toEqual(["1 of 2 checks could not be judged: too few rows (b psi: 12 rows, 200 needed)"]);
  });

  it("says that all is well, that there was nothing, or that nothing can be checked", () => {
    expect(verdict(finding("a", "ok"), finding("b", "ok")).reasons).toEqual(["all 2 checks are within their limits"]);
    expect(verdictOf({ ...SUBJECT, records: 0 }, []).reasons).toEqual(["no records in this window"]);
    expect(verdict(finding("a", "not-applicable")).reasons).toEqual([
      "the baseline has no feature that can be checked",
    ]);
  });
});
