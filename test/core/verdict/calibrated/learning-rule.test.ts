import { describe, expect, it } from "vitest";
import { learningNormal } from "../../../../src/core/verdict/calibrated/learn-normal.js";
import { learningRule } from "../../../../src/core/verdict/calibrated/learning-rule.js";
import { type FoldResult, foldHours, type ObservedHour } from "../../../../src/core/verdict/fold.js";
import type { WindowCounts } from "../../../../src/core/verdict/window-counts.js";
import { NO_REJECTS } from "../../../../src/core/profile/profile.js";
import { type Change, FIRST_HOUR, HourlyWorld, worldBaseline } from "./hourly-world.js";

const baseline = worldBaseline();
const rule = learningRule(learningNormal(baseline));

function observed(seed: number, days: number, change: (feature: string, hour: number) => Change) {
  return new HourlyWorld(seed)
    .windows(FIRST_HOUR, days * 24, change)
    .map(({ hour, evidence }): ObservedHour<WindowCounts> => ({
      hour,
      records: evidence.records,
      rejects: NO_REJECTS,
      restatement: 0,
      evidence,
    }));
}

const fold = (hours: ObservedHour<WindowCounts>[]): FoldResult<unknown> =>
  foldHours({ monitor: "census", rule, baseline, checkpoint: null, hours });

describe("the learning rule", () => {
  it("says how far it is, and nothing of a lasting offset to the training table", () => {
    const { verdicts, transitions } = fold(observed(21, 14, () => ({ shift: 0.3 })));
    expect(transitions).toEqual([]);
    expect(verdicts.every(({ status }) => status === "learning")).toBe(true);
    expect(verdicts[0]!.reasons[0]).toBe("learning what is normal: day 1 of 14");
    expect(verdicts.at(-1)!.reasons[0]).toBe("learning what is normal: day 14 of 14");
  });

  it("finds a sudden shift of one standard deviation within two days", () => {
    const onset = FIRST_HOUR + 8 * 24;
    const { transitions } = fold(
      observed(22, 12, (feature, hour) => (feature === "amount" && hour >= onset ? { shift: 1 } : {})),
    );
    expect(transitions[0]).toMatchObject({ kind: "opened", incident: { findings: [{ feature: "amount" }] } });
    expect(transitions[0]!.hour - onset).toBeLessThan(48);
  });

  it("gives the same through stored checkpoints as folding everything at once", () => {
    const hours = observed(23, 10, (feature, hour) =>
      feature === "amount" && hour >= FIRST_HOUR + 8 * 24 ? { shift: 1 } : {},
    );
    const whole = fold(hours);
    for (const cut of [10, 100, 195]) {
      const [before, after] = [hours.slice(0, cut), hours.slice(cut)];
      const { checkpoint } = fold(before);
      const rest = foldHours({ monitor: "census", rule, baseline, checkpoint, before, hours: after });
      expect(rest.verdicts).toEqual(whole.verdicts.slice(cut));
    }
  });
});
