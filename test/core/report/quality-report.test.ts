import { describe, expect, it } from "vitest";
import { TallyBuilder } from "../../../src/core/quality/tally.js";
import { qualityReport, type QualityReport } from "../../../src/core/report/quality-report.js";
import { binaryState } from "../quality/labelled-rows.js";
import type { QualityDay } from "../../../src/core/verdict/quality/quality-day.js";

const DAY = 20_500 * 24;
const HOUR_MS = 3_600_000;

const day = (n: number, more: Partial<QualityDay> = {}): QualityDay => ({
  hour: DAY + 24 * n,
  predictions: 5_000,
  labelled: 4_500,
  realised: { value: 0.83, low: 0.82, high: 0.84 },
  estimated: { value: 0.825, low: 0.815, high: 0.835 },
  restated: null,
  ...more,
});

const REPORT: QualityReport = {
  monitor: "churn",
  writtenMs: (DAY + 80) * HOUR_MS,
  metric: { name: "accuracy", title: "accuracy" },
  level: 0.829,
  days: [
    day(0, { restated: { atMs: (DAY + 54) * HOUR_MS, coverageBefore: 0.71, coverage: 0.96 } }),
    day(1, { realised: null, labelled: 0 }),
  ],
  judgedTo: DAY + 20,
  recent: null,
  incidents: [],
  rules: ["Limits learned from 60,000 labelled predictions."],
};

describe("the report on quality", () => {
  it("shows what labels said beside what was estimated, and which days were restated", () => {
    const html = qualityReport(REPORT);
    expect(html).toContain("As in the reference");
    expect(html).toMatch(/restated at 2026-02-18 06:00 UTC, coverage 71 % -> 96 %/);
    expect(html).toContain("83 %<small>82 % to 84 %</small>");
    expect(html.match(/class="realised"/g)).toHaveLength(1);
    expect(html.match(/class="expected"/g)).toHaveLength(1);
    expect(html).toContain("blind to a change of what inputs mean");
  });

  it("says of every metric its interval, or why it has no value", () => {
    const delays = new TallyBuilder("positive", 1);
    delays.add(36 * HOUR_MS, 0, 900);
    const value = { name: "accuracy", title: "accuracy", class: null, better: "higher" } as const;
    const html = qualityReport({
      ...REPORT,
      recent: {
        from: DAY,
        to: DAY + 24,
        values: [
          { ...value, measured: { defined: true, value: 0.83, low: 0.82, high: 0.84, bound: 0 } },
          { ...value, name: "roc-auc", title: "ROC AUC", measured: { defined: false, because: "a class is missing" } },
        ],
        levels: { accuracy: 0.829 },
        coverage: { predictions: 1_000, labelled: 900, delays: delays.finish(), early: 0 },
        now: binaryState([0, 1, 0, 1], [0, 1, 1, 1], [0.1, 0.9, 0.6, 0.8]),
        reference: null,
      },
    });
    expect(html).toContain("90 % of predictions have a label, half of them within 36 hours");
    expect(html).toContain("undefined<small>a class is missing</small>");
    expect(html).toContain('<td class="number">82.9 %</td>');
    expect(html).toContain("4 labelled predictions; the reference's counts are not kept.");
  });

  it("is one page that runs and loads nothing, whatever the texts hold", () => {
    const html = qualityReport({ ...REPORT, monitor: "<script>x</script>", model: { description: '"><img src=x>' } });
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|<img|src="|href="/);
  });

  it("says so where nothing is known yet", () => {
    const html = qualityReport({ ...REPORT, days: [], level: null, judgedTo: null });
    expect(html).toContain("Learning");
    expect(html).toContain("No prediction has been seen yet.");
    expect(html).toContain("No window has enough labels to be judged yet.");
  });
});
