import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Baseline } from "../../../src/contracts/baseline.js";
import type { VerdictRule } from "../../../src/contracts/rule.js";
import type { Finding } from "../../../src/contracts/verdict.js";
import { type Checkpoint, type FoldResult, type ObservedHour, foldHours } from "../../../src/core/verdict/fold.js";
import { transitionId } from "../../../src/core/verdict/incident-id.js";
import { fixedRule } from "../../../src/core/verdict/fixed-rule.js";
import { drawMany, normals } from "../drift/seeded-random.js";
import { baselineOf, numericBaseline, windowOf } from "./stable-world.js";
import { finding } from "./findings.js";

const NO_REJECTS = { total: 0, byReason: {}, samples: [] };
const baseline = baselineOf([]);

/** A rule that drifts where an exponentially fading sum of its evidence passes 1: state matters, as in a real rule. */
const fading: VerdictRule<readonly number[], readonly number[]> = {
  name: "fading",
  description: "for tests",
  observe: () => [],
  initialState: () => [],
  judge(_baseline, state, _hour, evidence) {
    const sums = evidence.map((value, i) => 0.8 * (state[i] ?? 0) + value);
    const findings = sums.map((sum, i): Finding => finding(`x${i}`, sum > 1 ? "drifting" : "ok", { effect: sum / 4 }));
    return { state: sums, findings };
  },
};

type Hour = ObservedHour<readonly number[]>;
const observed = (hour: number, evidence: readonly number[] | null): Hour => {
  return { hour, records: 300, rejects: NO_REJECTS, restatement: 0, evidence };
};

function fold(
  hours: readonly Hour[],
  checkpoint: Checkpoint<readonly number[]> | null = null,
  on: Baseline | null = baseline,
) {
  return foldHours({ monitor: "census", rule: fading, baseline: on, checkpoint, hours });
}

const anEvidence = fc.option(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }), {
  freq: 5,
});
const someHours = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), anEvidence), { maxLength: 80 }).map((steps) => {
  let hour = 0;
  return steps.map(([gap, evidence]) => observed((hour += gap), evidence));
});

const throughJson = (checkpoint: FoldResult<readonly number[]>["checkpoint"]): typeof checkpoint =>
  JSON.parse(JSON.stringify(checkpoint)) as typeof checkpoint;

describe("folding hours", () => {
  it("in pieces through stored checkpoints gives what folding at once gives", () => {
    fc.assert(
      fc.property(someHours, fc.array(fc.integer({ min: 0, max: 80 })), (hours, cuts) => {
        const whole = fold(hours);
        const bounds = [0, ...cuts.filter((cut) => cut < hours.length).sort((a, b) => a - b), hours.length];
        let checkpoint: typeof whole.checkpoint = null;
        const pieces = bounds.slice(1).map((end, i) => {
          const piece = fold(hours.slice(bounds[i], end), throughJson(checkpoint));
          checkpoint = piece.checkpoint;
          return piece;
        });
        expect(pieces.flatMap((piece) => piece.verdicts)).toEqual(whole.verdicts);
        expect(pieces.flatMap((piece) => piece.transitions)).toEqual(whole.transitions);
        expect(checkpoint).toEqual(whole.checkpoint);
      }),
    );
  });

  it("does so with the fixed rule, whose small windows wait for one another", () => {
    const census = baselineOf([numericBaseline("age", drawMany(5_000, normals(1)))]);
    const rule = fixedRule();
    const sizes = fc.array(fc.tuple(fc.integer({ min: 0, max: 320 }), fc.integer({ min: 0, max: 2 })), {
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(
      fc.property(sizes, fc.nat(), (steps, at) => {
        const normal = normals(2);
        const hours = steps.map(([rows, shift], hour) => {
          const window = windowOf(census, hour, { age: drawMany(rows, () => normal() + shift) });
          return { ...observed(hour, null), records: rows, evidence: rule.observe(census, window) };
        });
        const input = { monitor: "census", rule, baseline: census };
        const whole = foldHours({ ...input, checkpoint: null, hours });
        const cut = at % hours.length;
        const first = foldHours({ ...input, checkpoint: null, hours: hours.slice(0, cut) });
        const stored = JSON.parse(JSON.stringify(first.checkpoint)) as typeof first.checkpoint;
        const second = foldHours({ ...input, checkpoint: stored, hours: hours.slice(cut) });
        expect([...first.verdicts, ...second.verdicts]).toEqual(whole.verdicts);
        expect(second.checkpoint).toEqual(whole.checkpoint);
      }),
      { numRuns: 50 },
    );
  });

  it("again gives the same ids", () => {
    fc.assert(
      fc.property(someHours, (hours) => {
        expect(fold(hours).transitions.map(transitionId)).toEqual(fold(hours).transitions.map(transitionId));
      }),
    );
  });

  it("again from the checkpoint before a restated hour gives the new truth", () => {
    fc.assert(
      fc.property(someHours, fc.nat(), anEvidence, (hours, at, evidence) => {
        fc.pre(hours.length > 0);
        const place = at % hours.length;
        const changed = hours.map((it, i) => (i === place ? { ...it, evidence, restatement: 1 } : it));
        const before = fold(hours.slice(0, place));
        const again = fold(changed.slice(place), throughJson(before.checkpoint));
        const truth = fold(changed);
        expect(again.checkpoint).toEqual(truth.checkpoint);
        expect([...before.verdicts, ...again.verdicts]).toEqual(truth.verdicts);
        expect([...before.transitions, ...again.transitions]).toEqual(truth.transitions);
      }),
    );
  });

  it("names what was told before by the same id when a restated hour changes nothing that matters", () => {
    const hours = Array.from({ length: 50 }, (_, hour) => observed(hour, [hour < 5 ? 0.9 : 0, 0, 0]));
    const changed = hours.map((it) => (it.hour === 3 ? { ...it, evidence: [0.95, 0.1, 0], restatement: 1 } : it));
    const ids = (of: readonly Hour[]): string[] => fold(of).transitions.map(transitionId);
    expect(ids(hours)).toHaveLength(3);
    expect(ids(changed)).toEqual(ids(hours));
  });

  it("starts the rule afresh on another baseline, and keeps incidents", () => {
    const first = fold([observed(0, [1.5, 0, 0])]);
    const next = { ...baseline, version: "v2" };
    const second = fold([observed(1, [0.1, 0, 0])], first.checkpoint, next);
    expect(second.checkpoint!.rule).toEqual([0.1, 0, 0]);
    expect(second.checkpoint!.incidents.incidents).toHaveLength(1);
    expect(second.verdicts[0]).toMatchObject({ status: "ok", baselineVersion: "v2" });
  });

  it.each([
    { why: "no baseline yet", on: null, hour: observed(0, null), status: "learning", reason: "there is no baseline" },
    {
      why: "no records",
      on: baseline,
      hour: { ...observed(0, null), records: 0 },
      status: "insufficient",
      reason: "no records in this window",
    },
    {
      why: "a baseline that is being rebuilt",
      on: baseline,
      hour: { ...observed(0, null), unjudged: { status: "learning", reason: "rebuilding" } as const },
      status: "learning",
      reason: "rebuilding",
    },
  ])("says $why and never ok", ({ on, hour, status, reason }) => {
    const [verdict] = fold([hour], null, on).verdicts;
    expect(verdict).toMatchObject({ status, score: null, findings: [] });
    expect(verdict!.reasons[0]).toContain(reason);
  });

  it("refuses an hour that it has folded already", () => {
    const { checkpoint } = fold([observed(7, [0, 0, 0])]);
    expect(() => fold([observed(7, [0, 0, 0])], checkpoint)).toThrow("fold expects an hour after 7, got 7");
  });

  it("returns the checkpoint it was given when there is nothing to fold", () => {
    const { checkpoint } = fold([observed(7, [0, 0, 0])]);
    expect(fold([], checkpoint)).toEqual({ verdicts: [], transitions: [], checkpoint });
  });
});
