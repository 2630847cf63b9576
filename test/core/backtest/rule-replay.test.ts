import { describe, expect, it } from "vitest";
import type { RuleOutcome } from "../../../src/contracts/rule.js";
import { type ReplayOptions, RuleReplay } from "../../../src/core/backtest/rule-replay.js";
import { onlyRule, type ReplayableRule, type RuleSource } from "../../../src/core/backtest/rule-source.js";
import { ruleSummary } from "../../../src/core/backtest/rule-summary.js";
import type { WindowCounts } from "../../../src/core/verdict/window-counts.js";
import { finding } from "../verdict/findings.js";
import { baselineOf } from "../verdict/stable-world.js";

const baseline = baselineOf([]);
const options: ReplayOptions = { monitor: "census", windowSize: "hour", page: "medium" };
const counted = (records = 100): WindowCounts => ({ baseline: baseline.version, records, features: [] });

/** A rule that finds the effect of its script in each hour; nothing where the script says null. */
function scripted(script: readonly (number | null)[], name = "scripted"): ReplayableRule {
  return {
    name,
    description: `${name} decides`,
    observe: () => counted(),
    initialState: () => ({}),
    judge(_baseline, state, hour): RuleOutcome<unknown> {
      const effect = script[hour];
      if (effect === null || effect === undefined) return { state, findings: [finding("age", "insufficient")] };
      return { state, findings: [finding("age", effect > 0 ? "drifting" : "ok", { effect })] };
    },
  };
}

function replayed(source: RuleSource, hours: number, with_: Partial<ReplayOptions> = {}) {
  const replay = new RuleReplay("mine", source, baseline, { ...options, ...with_ });
  for (let hour = 0; hour < hours; hour++) replay.add({ hour, evidence: counted() });
  return replay.outcome();
}

const quiet = (hours: number): number[] => new Array<number>(hours).fill(0);

describe("a replay", () => {
  it("tells an incident once, with the worst that it came to", () => {
    const script = [0, 0.2, 0.3, 0.24, ...quiet(30)];
    const { rule, description, episodes, windows } = replayed(onlyRule(scripted(script)), script.length);
    expect({ rule, description }).toEqual({ rule: "mine", description: "scripted decides" });
    expect(episodes).toHaveLength(1);
    expect(episodes[0]).toMatchObject({ paged: true, incident: { openedHour: 1, closedHour: 27, severity: "high" } });
    expect(episodes[0]!.incident.findings[0]!.effect).toBe(0.3);
    expect(windows.filter(({ status }) => status === "drifting").map(({ hour }) => hour)).toEqual([1, 2, 3]);
  });

  it("holds worse findings of an incident that is still open at the end", () => {
    const { episodes } = replayed(onlyRule(scripted([0.2, 0.24])), 2);
    expect(episodes.map(({ incident }) => [incident.status, incident.findings[0]!.effect])).toEqual([["open", 0.24]]);
  });

  it("pages from the asked severity on", () => {
    const pages = (["low", "medium", "high", "critical"] as const).map(
      (page) => replayed(onlyRule(scripted([0.2])), 1, { page }).episodes[0]!.paged,
    );
    expect(pages).toEqual([true, true, false, false]);
  });

  it("asks for the rule of each window, and tells what was judged", () => {
    const told: [number, number][] = [];
    const source: RuleSource = {
      at: (hour) => scripted(hour < 2 ? [0, 0] : [0, 0, 0.6], hour < 2 ? "first" : "second"),
      judged: (hour, _evidence, incidents) => told.push([hour, [...incidents].length]),
    };
    expect(replayed(source, 3).episodes).toHaveLength(1);
    expect(told).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
    ]);
  });

  it("refuses windows that are out of order", () => {
    const replay = new RuleReplay("mine", onlyRule(scripted([0, 0])), baseline, options);
    replay.add({ hour: 1, evidence: counted() });
    expect(() => {
      replay.add({ hour: 1, evidence: counted() });
    }).toThrow("expects an hour after 1, got 1");
  });
});

describe("a rule's line in the comparison", () => {
  it("counts incidents, pages and days by hand", () => {
    // Two incidents: hours 0 and 60 (more than 24 quiet hours between), the second too small to page; three windows unjudged.
    const script = [0.3, ...quiet(59), 0.05, ...quiet(35), null, null, null];
    const outcome = replayed(onlyRule(scripted(script)), script.length);
    expect(ruleSummary({ title: "Mine", pageUnit: "incident" }, outcome, 15, (hour) => Math.floor(hour / 24))).toEqual({
      rule: "mine",
      title: "Mine",
      pageUnit: "incident",
      incidents: 2,
      pages: 1,
      pagesPer30Days: 2,
      driftingWindows: 2,
      driftingDaysPer30Days: 4,
      insufficientWindows: 3,
      firstPageHour: 0,
    });
  });

  it("counts each day with an alarm as a page under rules of tools that keep no incidents", () => {
    // Alarms on the first, the second and the fourth day, all too small to page by severity.
    const script = [...quiet(5), 0.05, 0.05, ...quiet(20), 0.05, ...quiet(50), 0.05];
    const outcome = replayed(onlyRule(scripted(script)), script.length);
    const words = { title: "Other", pageUnit: "day" } as const;
    expect(ruleSummary(words, outcome, 10, (hour) => Math.floor(hour / 24))).toMatchObject({
      pages: 3,
      pagesPer30Days: 9,
      firstPageHour: 5,
    });
  });

  it("says 30 days of 30 at most where every day alarmed, however the log is cut", () => {
    const outcome = replayed(onlyRule(scripted(new Array<number>(30).fill(0.3))), 30);
    expect(
      ruleSummary({ title: "Mine", pageUnit: "incident" }, outcome, 30 / 24, (hour) => Math.floor(hour / 24))
        .driftingDaysPer30Days,
    ).toBe(30);
  });
});
