import { describe, expect, it } from "vitest";
import type { Baseline } from "../../../src/contracts/baseline.js";
import type { FeatureSample } from "../../../src/contracts/drift.js";
import type { Verdict } from "../../../src/contracts/verdict.js";
import { windowReport, type WindowReport } from "../../../src/core/report/window-report.js";
import { evidence, featureBaseline, finding, incident, ONSET } from "./incident/sample-incident.js";

const reportOn = (names: readonly string[], more: Partial<WindowReport> = {}): WindowReport => {
  const findings = names.map((feature) => finding({ feature }));
  const verdict: Verdict = {
    monitor: "churn",
    hour: ONSET,
    status: "drifting",
    reasons: findings.map(({ feature }) => `${feature}: median 46 -> 49`),
    baselineVersion: "v1",
    records: 2_400,
    rejects: { total: 3, byReason: { malformed: 3 }, samples: [{ reason: "malformed", line: 7, detail: "no JSON" }] },
    score: 2,
    findings,
    restatement: 0,
  };
  const baseline: Baseline = {
    monitor: "churn",
    version: "v1",
    source: "s3://lake/train.csv",
    period: null,
    records: 11_632,
    rejected: 0,
    features: names.map(featureBaseline),
  };
  const features = new Map<string, FeatureSample>(findings.map((one) => [one.feature, evidence(one).now]));
  return {
    verdict,
    baseline,
    window: { hour: ONSET, records: 2_400, features },
    incidents: [incident()],
    rule: "Limits learned from 28 reference days.",
    arrivalTime: false,
    ...more,
  };
};

describe("the report on a window", () => {
  it("shows open incidents with what people said, the model and what it rests on", () => {
    const html = windowReport(
      reportOn(["age"], {
        said: ["ana muted age until 2026-02-24 08:00 UTC: supplier is migrating"],
        model: { owner: "growth-ml", card: { algorithm: "xgboost" } },
        timeline: [{ atMs: ONSET * 3_600_000, kind: "pipeline", what: "pipeline retrain: succeeded" }],
        provenance: [["Configuration version", "1de566bc2df3e7ab"]],
      }),
    );
    expect(html).toContain("<li>ana muted age until 2026-02-24 08:00 UTC: supplier is migrating.</li>");
    expect(html).toContain("<dt>algorithm</dt><dd>xgboost</dd>");
    expect(html).toContain("pipeline retrain: succeeded");
    expect(html).toContain("<dt>Configuration version</dt><dd>1de566bc2df3e7ab</dd>");
    expect(html).toContain('<th scope="row">malformed</th><td class="number">3</td><td>line 7: no JSON</td>');
  });

  it("stays below 1 MB with a hundred features of 25 bars each, all of them drawn", () => {
    const names = Array.from({ length: 100 }, (_, i) => `a feature with a rather long name ${i}`);
    const html = windowReport(reportOn(names));
    expect(html.match(/<figure>/g)).toHaveLength(100);
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
  });

  it("runs and loads nothing, whatever columns are called", () => {
    const html = windowReport(reportOn([`<script>x</script>"'><img src=x>`]));
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain("&lt;script&gt;x&lt;/script&gt;&quot;&#39;&gt;&lt;img src=x&gt;");
  });
});
