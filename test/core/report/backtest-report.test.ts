import { describe, expect, it } from "vitest";
import type { BacktestResult } from "../../../src/core/backtest/backtest-result.js";
import type { Episode } from "../../../src/core/backtest/rule-replay.js";
import { backtestReport } from "../../../src/core/report/backtest-report.js";
import { finding } from "../verdict/findings.js";

const HOUR = 490_896; // 2026-01-01T00:00Z
const HOSTILE = `<script>alert("x")</script>`;

const log = {
  files: [{ name: `${HOSTILE}.csv`, format: "csv" }],
  read: 1_000,
  used: 990,
  rejected: 7,
  excluded: 3,
  rejectedByReason: { "time-missing": 7 } as const,
  rejectedFirst: [{ file: HOSTILE, line: 5, reason: "time-missing", detail: HOSTILE }],
  windows: 48,
  days: 2,
  firstMs: Date.UTC(2026, 0, 1),
  lastMs: Date.UTC(2026, 0, 2, 23, 59),
};

const episode: Episode = {
  paged: true,
  incident: {
    id: "0123456789ab",
    monitor: HOSTILE,
    status: "closed",
    severity: "high",
    openedHour: HOUR + 5,
    closedHour: HOUR + 29,
    lastDriftingHour: HOUR + 6,
    findings: [
      {
        ...finding(HOSTILE, "drifting", { check: "shift", effect: 0.4, z: -8, value: 8, limit: 4 }),
        change: { what: HOSTILE, unit: "value", normal: 38, now: 456 },
        onsetHour: HOUR + 4,
      },
    ],
  },
};

const summary: BacktestResult["summary"] = {
  rule: "calibrated",
  title: HOSTILE,
  pageUnit: "incident",
  incidents: 1,
  pages: 1,
  pagesPer30Days: 15,
  driftingWindows: 2,
  driftingDaysPer30Days: 15,
  insufficientWindows: 1,
  firstPageHour: HOUR + 5,
};

const result: BacktestResult = {
  monitor: HOSTILE,
  windowSize: "hour",
  timeZone: "UTC",
  time: `column ${HOSTILE}`,
  page: "medium",
  outcome: {
    rule: "calibrated",
    description: HOSTILE,
    episodes: [episode],
    windows: Array.from({ length: 48 }, (_, i) => ({ hour: HOUR + i, status: "ok", score: 0.4 })),
  },
  summary,
  promise: { falseAlarmsPer30Days: 1, promised: true, why: null },
  rules: [summary, { ...summary, rule: "psi-0.2", pages: 0, pagesPer30Days: 0, firstPageHour: null }],
  sensitivity: [{ feature: HOSTILE, check: "shift", hour: null, day: 0.12, native: 2.8, checks: [] }],
  unusualWindows: [],
  reference: log,
  production: log,
  features: [HOSTILE],
  leftOut: [{ column: HOSTILE, reason: "time" }],
  notes: [HOSTILE],
};

const page = backtestReport(result);
const text = page
  .replace(/<style>.*<\/style>/s, "")
  .replace(/<[^>]*>/g, " ")
  .replace(/\s+/g, " ");

describe("the page of a backtest", () => {
  it("escapes everything that comes from data, names of files and columns too", () => {
    expect(page).not.toContain("<script>");
    expect(page.split("&lt;script&gt;").length).toBeGreaterThan(15);
  });

  it("is self-contained: no scripts, nothing loaded from elsewhere", () => {
    expect(page).toMatch(
      /content="default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'"/,
    );
    expect(page).not.toMatch(/<(script|link|img|iframe)|https?:|url\(/);
  });

  it("says first how many pages, then when, what and how large in the feature's own unit", () => {
    expect(text).toContain("1 would have paged");
    expect(text).toMatch(/Pages per 30 days 15 about 1 expected without lasting change/);
    expect(text).toContain("Opened 2026-01-01 05:00 UTC, closed 2026-01-02 05:00 UTC, after 24 h; pages");
    expect(text).toContain("38 -&gt; 456");
    // z is twice its limit, so half the effect would have been noticed.
    expect(text).toMatch(/0\.4 sd 0\.2 sd shift, hour z -8, limit 4/);
    expect(text).toMatch(/shift not judged 0\.12 sd 2\.8/);
  });

  it("counts the records that were not used, by reason", () => {
    expect(text).toContain("production time-missing 7");
    expect(text).toContain("production excluded period 3");
  });

  it("promises nothing where nothing is promised", () => {
    const unpromised = backtestReport({
      ...result,
      promise: { falseAlarmsPer30Days: 1, promised: false, why: "too short" },
      summary: { ...summary, pages: 0 },
      outcome: { ...result.outcome, episodes: [] },
      sensitivity: [],
      notes: [],
    });
    expect(unpromised).toContain("no number is promised");
    expect(unpromised).toContain("No page");
    expect(unpromised).not.toContain("What would have been told");
  });
});
