import { describe, expect, it } from "vitest";
import { calibratedRule } from "../../../../src/core/verdict/calibrated/calibrated-rule.js";
import { learnNormal, refitNormal } from "../../../../src/core/verdict/calibrated/learn-normal.js";
import type { CountedWindow } from "../../../../src/core/verdict/calibrated/counted-window.js";
import { type FoldResult, foldHours, type ObservedHour } from "../../../../src/core/verdict/fold.js";
import type { WindowCounts } from "../../../../src/core/verdict/window-counts.js";
import { NO_REJECTS } from "../../../../src/core/profile/profile.js";
import { FIRST_HOUR, HourlyWorld, worldBaseline } from "./hourly-world.js";

const DAYS_28 = 28 * 24;
const LIVE = FIRST_HOUR + DAYS_28;
const baseline = worldBaseline();
const normal = learnNormal(baseline, new HourlyWorld(1).windows(FIRST_HOUR, DAYS_28));
const rule = calibratedRule(normal);

const observed = ({ hour, evidence }: CountedWindow): ObservedHour<WindowCounts> => ({
  hour,
  records: evidence.records,
  rejects: NO_REJECTS,
  restatement: 0,
  evidence,
});

function judged(windows: readonly CountedWindow[], using = rule): FoldResult<unknown> {
  const hours = windows.map(observed);
  return foldHours({ monitor: "census", rule: using, baseline, checkpoint: null, hours });
}

const summary = ({ transitions }: FoldResult<unknown>): string[] =>
  transitions.map(({ kind, hour, incident }) => {
    const names = incident.findings.map(({ feature, check }) => `${feature} ${check}`);
    return `${kind} after ${hour - LIVE} h: ${names.join(", ")}`;
  });

describe("the calibrated rule", () => {
  it("is quiet for 28 days that are like the reference, season and all", () => {
    expect(summary(judged(new HourlyWorld(2).windows(LIVE, DAYS_28)))).toEqual([]);
  });

  it("finds a shift of a quarter standard deviation within two days, by name and direction", () => {
    const onset = LIVE + 72;
    const windows = new HourlyWorld(3).windows(LIVE, 240, (feature, hour) =>
      feature === "amount" && hour >= onset ? { shift: -0.25 } : {},
    );
    const [opened] = judged(windows).transitions;
    const finding = opened!.incident.findings[0]!;
    expect(opened).toMatchObject({ kind: "opened" });
    expect(opened!.hour - onset).toBeGreaterThanOrEqual(0);
    expect(opened!.hour - onset).toBeLessThan(48);
    expect(finding).toMatchObject({ feature: "amount", check: "shift", state: "drifting" });
    expect(finding.z).toBeLessThan(-finding.limit + 1e-9);
    expect(finding.effect).toBeGreaterThan(0.1);
    expect(finding.onsetHour).toBeGreaterThanOrEqual(onset - 6);
    expect(finding.onsetHour).toBeLessThanOrEqual(opened!.hour);
    expect(finding.change).toMatchObject({ unit: "value" });
    expect(finding.change!.now).toBeLessThan(finding.change!.normal);
  });

  it("finds missing values and categories never seen within hours, each with its share", () => {
    const onset = LIVE + 48;
    const windows = new HourlyWorld(4).windows(LIVE, 96, (feature, hour) => {
      if (hour < onset) return {};
      return feature === "score" ? { missing: 0.1 } : feature === "country" ? { unseen: 0.05 } : {};
    });
    const { transitions } = judged(windows);
    expect(transitions[0]!.hour - onset).toBeLessThanOrEqual(3);
    const found = new Map(
      transitions.at(-1)!.incident.findings.map((finding) => [`${finding.feature} ${finding.check}`, finding]),
    );
    expect([...found.keys()].sort()).toEqual(["country unseen", "score missing"]);
    expect(found.get("score missing")!.change).toMatchObject({ what: "missing values" });
    expect(found.get("country unseen")!.change).toMatchObject({ what: "values never seen before", normal: 0 });
  });

  it("closes an incident a day after the last 24 hours look normal again, and the trend starts afresh", () => {
    const windows = new HourlyWorld(5).windows(LIVE, 24 * 14, (feature, hour) =>
      feature === "amount" && hour >= LIVE + 48 && hour < LIVE + 96 ? { shift: 1 } : {},
    );
    const { transitions } = judged(windows);
    const closed = transitions.findIndex(({ kind }) => kind === "closed");
    expect(closed).toBeGreaterThan(0);
    const hours = transitions[closed]!.hour - (LIVE + 96);
    expect(hours).toBeGreaterThanOrEqual(24);
    expect(hours).toBeLessThanOrEqual(48);
    expect(transitions.slice(closed + 1)).toEqual([]);
  });

  it("gives the same through stored checkpoints, whatever the cut, as folding everything at once", () => {
    const windows = new HourlyWorld(6).windows(LIVE, 200, (feature, hour) =>
      feature === "amount" && hour >= LIVE + 60 ? { shift: 0.5 } : {},
    );
    const hours = windows.map(observed);
    const whole = judged(windows);
    for (const cut of [1, 23, 24, 61, 130]) {
      const [before, after] = [hours.slice(0, cut), hours.slice(cut)];
      const first = foldHours({ monitor: "census", rule, baseline, checkpoint: null, hours: before });
      const checkpoint = JSON.parse(JSON.stringify(first.checkpoint)) as typeof first.checkpoint;
      const second = foldHours({
        monitor: "census",
        rule: calibratedRule(normal),
        baseline,
        checkpoint,
        before,
        hours: after,
      });
      expect([...first.verdicts, ...second.verdicts]).toEqual(whole.verdicts);
      expect([...first.transitions, ...second.transitions]).toEqual(whole.transitions);
    }
  });

  it("keeps the windows before out of its state", () => {
    const { checkpoint } = judged(new HourlyWorld(7).windows(LIVE, 48));
    expect(checkpoint).toMatchObject({ rule: { recent: [] } });
    expect(JSON.stringify(checkpoint).length).toBeLessThan(8_000);
  });

  it("judges eight rows an hour by the day and does not call the check insufficient", () => {
    const thin = learnNormal(baseline, new HourlyWorld(8, 8).windows(FIRST_HOUR, DAYS_28));
    const { verdicts } = judged(new HourlyWorld(9, 8).windows(LIVE, 72), calibratedRule(thin));
    const last = verdicts.at(-1)!;
    expect(last.status).toBe("ok");
    expect(new Set(last.findings.map(({ lens }) => lens))).not.toContain("hour");
    expect(verdicts[0]!.status).toBe("insufficient");
  });

  it("says how many false pages to expect, and promises nothing below 28 days", () => {
    expect(rule.description).toContain("about 1 false page per 30 days");
    const short = learnNormal(baseline, new HourlyWorld(10).windows(FIRST_HOUR, 14 * 24));
    expect(calibratedRule(short).description).toContain("too few for any promise");
  });

  it("refits without moving the level: a slow drift stays one", () => {
    const drifted = new HourlyWorld(11).windows(LIVE, DAYS_28, (feature) =>
      feature === "amount" ? { shift: 0.5 } : {},
    );
    const again = refitNormal(baseline, normal, drifted);
    expect(again.level).toEqual(normal.level);
    const { transitions } = judged(drifted.slice(0, 48), calibratedRule(again));
    expect(transitions[0]!.incident.findings[0]).toMatchObject({ feature: "amount", check: "shift" });
  });

  it("refuses windows that were counted on another baseline's bins", () => {
    const [window] = new HourlyWorld(12).windows(LIVE, 1);
    const other = { ...window!, evidence: { ...window!.evidence, baseline: "v0" } };
    expect(() => judged([other])).toThrow("evidence expects to be judged with baseline v0, got v1");
    expect(() => learnNormal(baseline, [other])).toThrow("evidence expects to be judged with baseline v0, got v1");
  });
});
