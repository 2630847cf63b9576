import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FREE_MONTHLY } from "../../../src/core/spend/free-allowance.js";
import type { MonitorShape, Traffic } from "../../../src/core/spend/monitor-usage.js";
import { MOST_OBJECTS_AN_HOUR, predictSpend } from "../../../src/core/spend/prediction.js";
import { overridden } from "../../../src/core/spend/price-table.js";
import { US_EAST_1 } from "../../../src/core/spend/us-east-1.js";
import { formatRate, formatUsd, spendSummary } from "../../../src/core/spend/words.js";

const plain: MonitorShape = {
  name: "churn",
  runMetrics: 3,
  hourMetrics: 2,
  alarmMetrics: 7,
  eventSources: 1,
  labelWaitDays: null,
  retentionDays: 400,
};
const labelled: MonitorShape = { ...plain, hourMetrics: 6, eventSources: 2, labelWaitDays: 30 };
const traffic: Traffic = { objectsPerHour: 60, recordsPerDay: 100_000, labelFilesPerDay: 24, features: 20 };
const idle: Traffic = { ...traffic, objectsPerHour: 0, recordsPerDay: 0, labelFilesPerDay: 0 };
const predict = (shape: MonitorShape, over: Partial<Traffic> = {}) =>
  predictSpend([{ shape, traffic: { ...traffic, ...over } }], US_EAST_1);

describe("the fixed part of a monitor", () => {
  it("is its series, alarms, polls and empty runs: below $2.50 a month by default", () => {
    const [monitor] = predict(plain).monitors;
    // 3 series x $0.30, 7 metrics of alarms x $0.10, a composite, 900 polls x 730 h x $0.40 / 1e6 = 0.2628; runs below a cent each
    const dear = 0.9 + 0.7 + 0.5 + 0.2628;
    expect(monitor!.fixedUsd).toBeGreaterThan(dear);
    expect(monitor!.fixedUsd).toBeLessThan(dear + 0.03);
    expect(monitor!.fixedUsd).toBeLessThan(2.5);
  });

  it("is all that an idle monitor costs, and the same for any traffic", () => {
    const nothing = predictSpend([{ shape: labelled, traffic: idle }], US_EAST_1).monitors[0]!;
    expect(nothing.meteredUsd).toBe(0);
    expect(nothing.fixedUsd).toBe(predict(labelled, { objectsPerHour: 5000 }).monitors[0]!.fixedUsd);
  });
});

describe("what traffic adds", () => {
  const metered = (over: Partial<Traffic>, shape = plain): number => predict(shape, over).meteredUsd;

  it("is for a capture what its requests cost, added by hand", () => {
    const captures = 730;
    const one = metered({ objectsPerHour: 101, recordsPerDay: 0 }) - metered({ objectsPerHour: 100, recordsPerDay: 0 });
    // 3 writes and 5 reads of S3, 3 + 2 units, 3 of SQS, event, invocation, 0.25 s of 1,769 MB, 2 KB of log
    const requests = 3 * 5e-6 + 5 * 4e-7 + 3 * 6.25e-7 + 2 * 1.25e-7 + 3 * 4e-7 + 1e-6 + 2e-7;
    const rest = 0.25 * (1769 / 1024) * 1.33334e-5 + (2048 / 2 ** 30) * 0.53;
    // What is left is storage of profiles and the daily listings: less than a fifth again.
    expect(one).toBeGreaterThan(captures * (requests + rest));
    expect(one).toBeLessThan(captures * (requests + rest) * 1.2);
  });

  it("grows with captures, records, columns and label files", () => {
    expect(metered({ objectsPerHour: 120 })).toBeGreaterThan(metered({}));
    expect(metered({ recordsPerDay: 1e6 })).toBeGreaterThan(metered({}));
    expect(metered({ features: 200 })).toBeGreaterThan(metered({}));
    expect(metered({ labelFilesPerDay: 240 }, labelled)).toBeGreaterThan(metered({}, labelled));
    expect(metered({}, labelled)).toBeGreaterThan(metered({}));
    expect(metered({ labelFilesPerDay: 240 })).toBe(metered({}));
  });

  it("counts an hour's series and judging only where captures come in that hour", () => {
    // Every fourth hour: 2 series x $0.30 / 4.
    const monitor = predict(plain, { objectsPerHour: 0.25, recordsPerDay: 0 }).monitors[0]!;
    expect(monitor.usage.metered.metricMonth).toBe(0.5);
  });
});

describe("a prediction", () => {
  it("adds up: services to parts, parts to the total", () => {
    const prediction = predictSpend(
      [
        { shape: plain, traffic },
        { shape: labelled, traffic },
      ],
      US_EAST_1,
    );
    const parts = [prediction.hub, ...prediction.monitors];
    for (const { services, fixedUsd, meteredUsd } of parts) {
      expect(services.reduce((sum, service) => sum + service.fixedUsd, 0)).toBeCloseTo(fixedUsd, 10);
      expect(services.reduce((sum, service) => sum + service.meteredUsd, 0)).toBeCloseTo(meteredUsd, 10);
    }
    const total = parts.reduce((sum, { fixedUsd, meteredUsd }) => sum + fixedUsd + meteredUsd, 0);
    expect(prediction.totalUsd).toBeCloseTo(total, 10);
    expect(prediction.fixedUsd + prediction.meteredUsd).toBeCloseTo(total, 10);
    expect(prediction.totalWithFreeUsd).toBeLessThan(total - 6);
  });

  it("stands beside an hourly processing job: 5 minutes of ml.m5.xlarge and 1/12 s for the records of an hour", () => {
    const { processingJobs } = predict(plain);
    const minutes = 5 + 100_000 / 24 / 50_000 / 60;
    expect(processingJobs.minutesARun).toBeCloseTo(minutes, 10);
    expect(processingJobs.usd).toBeCloseTo((730 * minutes * 0.23) / 60, 10);
  });

  it("warns of more than 10,000 captures an hour, and says what to change", () => {
    expect(predict(plain, { objectsPerHour: MOST_OBJECTS_AN_HOUR }).warnings).toEqual([]);
    expect(predict(plain, { objectsPerHour: 10_001 }).warnings).toEqual([
      expect.stringMatching(/^churn expects at most 10000 capture objects an hour, got 10001 .*larger objects/),
    ]);
  });

  it("takes another region's prices: a factor for all, single ones by name", () => {
    const frankfurt = overridden(US_EAST_1, {
      region: "eu-central-1",
      asOf: "2026-11-01",
      factor: 1.1,
      usd: { metricMonth: 0.3 },
    });
    expect(frankfurt.prices.alarmMetricMonth.usd).toBeCloseTo(0.11, 10);
    expect(frankfurt.prices.metricMonth.usd).toBe(0.3);
    // A hub without mails, webhooks and a cap publishes no series: all that it has is a tenth dearer.
    const hubUsd = (table: typeof frankfurt): number => predictSpend([{ shape: plain, traffic }], table).hub.fixedUsd;
    expect(hubUsd(frankfurt)).toBeCloseTo(1.1 * hubUsd(US_EAST_1), 10);
  });

  it.each([
    { change: { usd: { metric: 1 } }, problem: "price usd.metric expects one of lambdaGbSecond" },
    { change: { usd: { metricMonth: -1 } }, problem: "price usd.metricMonth expects an amount of at least 0, got -1" },
    { change: { factor: 0 }, problem: "price factor expects a number above 0, got 0" },
  ])("refuses $problem", ({ change, problem }) => {
    expect(() => overridden(US_EAST_1, { region: "x", asOf: "2026-11-01", ...change })).toThrow(problem);
  });

  it("is told in a few lines", () => {
    const lines = spendSummary(predict(plain), traffic);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain("60 captures an hour and 100,000 records a day (list prices of us-east-1");
    expect(lines[1]).toMatch(/^ {2}churn: \$2\.\d\d fixed \+ \$\d\.\d\d by traffic = \$\d\.\d\d$/);
    expect(lines[3]).toContain("an hourly processing job on ml.m5.xlarge would take $14.00 at 5 minutes a run");
  });
});

describe("the price table", () => {
  it("is the one in docs/cost.md, row by row", () => {
    const document = readFileSync(new URL("../../../docs/cost.md", import.meta.url), "utf8");
    const rows = Object.entries(US_EAST_1.prices).map(([name, { service, unit, usd, page, known }]) => {
      const free = FREE_MONTHLY[name as keyof typeof FREE_MONTHLY]?.toLocaleString("en-US") ?? "none";
      return [`\`${name}\``, service, unit, formatRate(usd), free, page, known].join(" | ");
    });
    // Prettier pads the cells of a table.
    const plain = document.replaceAll(/ +\|/g, " |");
    expect(rows.filter((row) => !plain.includes(`| ${row} |`))).toEqual([]);
    expect(document).toContain(US_EAST_1.asOf);
  });
});

describe("an amount", () => {
  it.each([
    { usd: 0, text: "$0.00" },
    { usd: 2.165, text: "$2.17" },
    { usd: 0.0441, text: "$0.044" },
    { usd: 0.0001, text: "<$0.001" },
  ])("$usd is written $text", ({ usd, text }) => {
    expect(formatUsd(usd)).toBe(text);
  });
});
