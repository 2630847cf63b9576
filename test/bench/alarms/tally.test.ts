import { describe, expect, it } from "vitest";
import { tallier } from "../../../bench/alarms/tally.js";
import type { Finding } from "../../../src/contracts/verdict.js";

function finding(state: Finding["state"], severity: Finding["severity"] = "high"): Finding {
  return {
    ...{ feature: "age", role: "feature", check: "shift", lens: "hour", state, severity },
    ...{ value: 5, limit: 4, ratio: 1.25, effect: 0.3, impact: 0.3, rows: 100, change: null },
  };
}

/** Counts a stream of hours that is in alarm in those named. */
function counted(hours: number, alarms: readonly number[], severity: Finding["severity"] = "high") {
  const tally = tallier("hour");
  for (let hour = 0; hour < hours; hour++) {
    const alarm = alarms.includes(hour);
    const findings = () => [finding(alarm ? "drifting" : "ok", severity)];
    tally.add(hour, { alarm, drifting: alarm, findings });
  }
  return tally.result();
}

describe("counting false alarms", () => {
  it("takes alarms within 24 hours of the one before for one episode, and counts hours and days in alarm", () => {
    // 3, 20 and 44 follow one another within a day; 69 comes 25 hours after 44.
    expect(counted(100, [3, 20, 44, 69])).toMatchObject({ episodes: 2, alarmWindows: 4, alarmDays: 3 });
  });

  it("folds incidents as the product does: a check that was quiet for 24 hours opens another one", () => {
    expect(counted(100, [3, 10])).toMatchObject({ incidents: 1, pages: 1, openedBy: { "hour shift": 1 } });
    expect(counted(100, [3, 40])).toMatchObject({ incidents: 2, pages: 2 });
  });

  it("counts a page only from severity medium on", () => {
    expect(counted(100, [3], "low")).toMatchObject({ episodes: 1, incidents: 1, pages: 0 });
    expect(counted(100, [3], "medium").pages).toBe(1);
  });

  it("counts nothing where nothing alarms", () => {
    expect(counted(48, [])).toEqual({
      episodes: 0,
      incidents: 0,
      pages: 0,
      alarmWindows: 0,
      alarmDays: 0,
      openedBy: {},
    });
  });
});
