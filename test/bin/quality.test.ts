import { afterAll, describe, expect, it } from "vitest";
import { uniforms } from "../core/drift/seeded-random.js";
import { plumbline, plumblineJson, TestFolder } from "./command-line.js";

const folder = new TestFolder();
afterAll(() => {
  folder.remove();
});

interface Metric {
  readonly name: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly class?: string;
  readonly undefinedBecause?: string;
}

interface Section {
  readonly rows: number;
  readonly labelled: number;
  readonly metrics: readonly Metric[];
  readonly estimated: readonly Metric[];
}

interface Report extends Section {
  readonly task: string;
  readonly classes: string[];
  readonly omega: number;
  readonly periods: readonly (Section & { readonly period: string })[];
  readonly join: {
    readonly predictions: Record<string, unknown>;
    readonly labels: Record<string, unknown>;
    readonly pairFaults: object;
  };
  readonly coverage: { readonly value: number };
  readonly delayHours: { readonly median: number } | null;
  readonly conceptDrift: readonly { readonly name: string; readonly z: number }[];
  readonly challenger: { readonly worse: boolean; readonly rows: number; readonly decisive: { readonly name: string } };
}

async function quality(...argv: string[]) {
  const { status, json } = await plumblineJson("quality", ...argv);
  const report = json as unknown as Report;
  return { status, report, error: JSON.stringify(json["error"] ?? null) };
}

const value = ({ metrics }: Section, name: string) =>
  metrics.find((metric) => metric.name === name && metric.class === undefined)!.value;
const csv = (header: string, rows: readonly (readonly (string | number)[])[]) =>
  [header, ...rows.map((row) => row.join(",")), ""].join("\n");
const timeOf = (row: number) => new Date(Date.UTC(2026, 0, 5) + row * 3_600_000).toISOString();

/** Four rows: two true positives, a false positive, a true negative; accuracy 3/4. */
const said = folder.write("said.csv", "id,prediction,score\na,1,0.9\nb,1,0.8\nc,1,0.6\nd,0,0.1\n");
const truth = folder.write(
  "truth.jsonl",
  ["a", "b", "c", "d"].map((id, i) => JSON.stringify({ id, truth: i < 2 })).join("\n"),
);

describe("quality", () => {
  it("joins files of different formats and types of labels, and gives every metric with its interval", async () => {
    const { status, report } = await quality("--predictions", said, "--labels", truth);
    expect(status).toBe(0);
    expect(report).toMatchObject({ task: "binary", taskInferred: true, rows: 4, labelled: 4, classes: ["0", "1"] });
    expect(report).toMatchObject({ periods: [], estimated: [], omega: 1, challenger: null });
    expect(value(report, "accuracy")).toBe(0.75);
    expect(value(report, "precision")).toBeCloseTo(2 / 3, 15);
    expect(value(report, "roc-auc")).toBe(1);
    for (const { value: at, low, high } of report.metrics) {
      if (at === null || low === null || high === null) continue;
      expect(low).toBeLessThanOrEqual(at);
      expect(high).toBeGreaterThanOrEqual(at);
    }
  });

  it("shows the same for people", async () => {
    const { out, status } = await plumbline("quality", "--predictions", said, "--labels", truth);
    expect(status).toBe(0);
    expect(out).toContain("task: binary (inferred; --task says otherwise), positive class 1");
    expect(out).toContain("4 predictions, 4 of them labelled (coverage 100 %)");
    expect(out).toMatch(/accuracy +0\.75 +0\.\d+ to 0\.\d+ +0\.5/);
    expect(out).toContain("predictions: 4 read, 0 not used, 0 repeated, 0 without a label");
  });

  it("counts what can't be used by reason, and nothing is lost", async () => {
    const predictions = folder.write(
      "bad.jsonl",
      [
        { id: 1, said: "1", p: 0.9 },
        { id: "1", said: "1", p: 0.9 },
        { id: 2, said: true, p: 0.7 },
        { id: 3, said: 0, p: 1.2 },
        { id: 4, said: 0, p: "NaN" },
        { said: 0, p: 0.2 },
        { id: 5, said: 0, p: 0.3 },
        { id: 6, said: 0, p: 0.3 },
        { id: 7, said: 2, p: 0.3 },
      ]
        .map((row) => JSON.stringify(row))
        .join("\n"),
    );
    const labels = folder.write(
      "bad.csv",
      "id,truth,at\n1,0,2026-01-02\n1,1,2026-01-03\n2,maybe,2026-01-02\n5,False,2026-01-02\n7,1,2026-01-02\n9,1,2026-01-02\n,1,2026-01-02\n6,,2026-01-02\n",
    );
    const { status, report } = await quality(
      ...["--predictions", predictions, "--labels", labels, "--prediction", "said", "--score", "p"],
      ...["--label", "truth", "--label-timestamp", "at", "--classes", "0", "1"],
    );
    expect(status).toBe(0);
    expect(report.join).toEqual({
      predictions: {
        read: 9,
        faults: { "id-missing": 1, "score-not-a-number": 1, "score-out-of-range": 1 },
        repeated: 1,
        conflicting: 0,
        waiting: 1,
      },
      labels: { read: 8, faults: { "id-missing": 1, "label-missing": 1 }, repeated: 1, conflicting: 0, unmatched: 1 },
      matched: 4,
      pairFaults: { "prediction-unseen-class": 1, "label-unseen-class": 1 },
      labelled: 2,
    });
    // The label of 3 January, and False is 0.
    expect(value(report, "accuracy")).toBe(1);
  });

  it("says why a metric is undefined", async () => {
    const labels = folder.write("ones.csv", "id,truth\na,1\nb,1\nc,1\n");
    const { report } = await quality("--predictions", said, "--labels", labels);
    const auc = report.metrics.find(({ name }) => name === "roc-auc");
    expect(auc).toEqual({
      name: "roc-auc",
      value: null,
      low: null,
      high: null,
      undefinedBecause: "no row is labelled negative",
    });
    const { out } = await plumbline("quality", "--predictions", said, "--labels", labels);
    expect(out).toMatch(/roc-auc +- +undefined, because no row is labelled negative/);
  });

  it("goes by periods where a time is known, and finds how rows cluster", async () => {
    const uniform = uniforms(3);
    const rows = Array.from({ length: 24 * 14 * 5 }, (_, i) => {
      // All rows of an hour share their luck: five rows are hardly worth more than one.
      const hour = Math.floor(i / 5);
      const right = uniforms(hour + 1)() < 0.7 ? uniform() < 0.95 : uniform() < 0.05;
      return [`r${i}`, timeOf(hour), 1, right ? 1 : 0] as const;
    });
    const predictions = folder.write(
      "timed.csv",
      csv(
        "id,at,prediction",
        rows.map(([id, at, guess]) => [id, at, guess]),
      ),
    );
    const labels = folder.write(
      "timed-labels.csv",
      csv(
        "id,label",
        rows.map(([id, , , label]) => [id, label]),
      ),
    );
    const options = ["--predictions", predictions, "--labels", labels, "--timestamp", "at"];
    const { report } = await quality(...options);
    expect(report.periods.map(({ period }) => period).slice(0, 2)).toEqual(["2026-01-05", "2026-01-06"]);
    expect(report.periods).toHaveLength(14);
    expect(report.periods.reduce((sum, { labelled }) => sum + labelled, 0)).toBe(report.labelled);
    const hourly = await quality(...options, "--period", "hour");
    expect(hourly.report.periods).toHaveLength(24 * 14);
    // 0.9 of the luck is shared: omega = 1 + 4 x 0.9^2 x 0.21 / (0.68 x 0.32) = 4.1.
    expect(hourly.report.omega).toBeGreaterThan(3);
    expect(hourly.report.omega).toBeLessThan(5.2);
    const { out } = await plumbline("quality", ...options, "--period", "week");
    expect(out).toMatch(/period \(UTC\).*\n.*\n2026-01-05 +840 +840/);
  });

  it("estimates before labels come from a reference, and tells a changed concept from changed inputs", async () => {
    const uniform = uniforms(9);
    const draw = (rows: number, drifted: boolean) =>
      Array.from({ length: rows }, (_, i) => {
        const score = uniform();
        const label = uniform() < (drifted ? 0.5 : score) ? 1 : 0;
        return [`${drifted ? "d" : "n"}${i}`, score, label] as const;
      });
    const write = (name: string, rows: ReturnType<typeof draw>) => ({
      predictions: folder.write(
        `${name}-p.csv`,
        csv(
          "id,score",
          rows.map(([id, score]) => [id, score]),
        ),
      ),
      labels: folder.write(
        `${name}-l.csv`,
        csv(
          "id,label",
          rows.map(([id, , label]) => [id, label]),
        ),
      ),
      few: folder.write(
        `${name}-few.csv`,
        csv(
          "id,label",
          rows.slice(0, 200).map(([id, , label]) => [id, label]),
        ),
      ),
      whole: folder.write(
        `${name}-w.csv`,
        csv(
          "id,score,label",
          rows.map((row) => [...row]),
        ),
      ),
    });
    const reference = write("reference", draw(8_000, false)).whole;
    const same = write("same", draw(2_000, false));
    const changed = write("changed", draw(2_000, true));
    const measured = await quality("--predictions", same.predictions, "--labels", same.few, "--reference", reference);
    expect(measured.report.estimated.map(({ name }) => name)).toContain("accuracy");
    const accuracy = measured.report.estimated.find(({ name }) => name === "accuracy")!;
    // Scores are true probabilities, uniform: accuracy 3/4.
    expect(Math.abs(accuracy.value! - 0.75)).toBeLessThan(0.03);
    for (const { z } of measured.report.conceptDrift) expect(Math.abs(z)).toBeLessThan(4);
    const drift = await quality(
      "--predictions",
      changed.predictions,
      "--labels",
      changed.labels,
      "--reference",
      reference,
    );
    expect(drift.report.conceptDrift.find(({ name }) => name === "accuracy")!.z).toBeLessThan(-6);
    const { out } = await plumbline(
      ...["quality", "--predictions", changed.predictions, "--labels", changed.labels, "--reference", reference],
    );
    expect(out).toContain("* estimated, if the input-output relation still holds");
    expect(out).toMatch(/accuracy: labels differ by -0\.\d+ \(z -\d.*beyond chance/);
  });

  it("estimates without any label, and then asks for a reference", async () => {
    const reference = folder.write(
      "taught.csv",
      csv(
        "id,score,label",
        Array.from({ length: 400 }, (_, i) => [i, (i % 10) / 10, i % 10 > 4 ? 1 : 0]),
      ),
    );
    const fresh = folder.write("fresh.csv", "id,score\na,0.9\nb,0.8\nc,0.1\n");
    const { status, report } = await quality("--predictions", fresh, "--reference", reference);
    expect(status).toBe(0);
    expect(report).toMatchObject({ rows: 3, labelled: 0, coverage: { value: 0 }, conceptDrift: [] });
    // Nearly all of the reference's rows were said rightly.
    expect(report.estimated.find(({ name }) => name === "accuracy")!.value).toBeGreaterThan(0.95);
    expect(report.metrics[0]).toMatchObject({ name: "accuracy", value: null, undefinedBecause: "no row is labelled" });
    const alone = await quality("--predictions", fresh);
    expect(alone.status).toBe(2);
    expect(alone.error).toContain("--labels expects label files");
  });

  it("takes the positive class's probability of two for the score", async () => {
    const both = folder.write("both.csv", "id,p_no,p_yes\na,0.1,0.9\nb,0.8,0.2\n");
    const labels = folder.write("both-labels.csv", "id,label\na,yes\nb,no\n");
    const options = ["--predictions", both, "--labels", labels, "--probabilities", "p_no", "p_yes", "--task", "binary"];
    const { report } = await quality(...options, "--classes", "no", "yes", "--positive", "yes");
    expect(report.classes).toEqual(["no", "yes"]);
    expect(value(report, "log-loss")).toBeCloseTo(-(Math.log(0.9) + Math.log(0.8)) / 2, 12);
    expect((await quality(...options)).error).toContain("--score expects");
  });

  it("compares a challenger on the same labels: exit status 1 when it is worse", async () => {
    const uniform = uniforms(21);
    const rows = Array.from({ length: 2_000 }, (_, i) => {
      const score = uniform();
      const blurred = Math.min(1, Math.max(0, score + 0.6 * (uniform() - 0.5)));
      return { id: `x${i}`, score, blurred, label: uniform() < score ? 1 : 0 };
    });
    const sharp = folder.write(
      "sharp.csv",
      csv(
        "id,score",
        rows.map(({ id, score }) => [id, score]),
      ),
    );
    const blurred = folder.write(
      "blurred.csv",
      csv(
        "id,score",
        rows.map(({ id, blurred: score }) => [id, score]),
      ),
    );
    const labels = folder.write(
      "challenged.csv",
      csv(
        "id,label",
        rows.map(({ id, label }) => [id, label]),
      ),
    );
    const worse = await quality(
      "--predictions",
      sharp,
      "--challenger",
      blurred,
      "--labels",
      labels,
      "--metric",
      "log-loss",
    );
    expect(worse.status).toBe(1);
    expect(worse.report.challenger).toMatchObject({ worse: true, rows: 2_000, decisive: { name: "log-loss" } });
    const better = await quality("--predictions", blurred, "--challenger", sharp, "--labels", labels);
    expect(better.status).toBe(0);
    expect((await quality("--predictions", sharp, "--challenger", sharp, "--labels", labels)).status).toBe(0);
    const { out } = await plumbline("quality", "--predictions", sharp, "--challenger", blurred, "--labels", labels);
    expect(out).toMatch(/the challenger is worse in accuracy/);
  });

  it("measures regressions and several classes", async () => {
    const numbers = folder.write("numbers.csv", "id,yhat\n1,10\n2,12.5\n3,9\n4,3\n");
    const actual = folder.write("actual.csv", "id,units\n1,11\n2,12\n3,9.5\n4,0\n");
    const regression = await quality("--predictions", numbers, "--labels", actual, "--task", "regression");
    // |e| = 1, 0.5, 0.5, 3.
    expect(value(regression.report, "mae")).toBe(1.25);
    expect(regression.report.metrics.find(({ name }) => name === "mape")!.undefinedBecause).toContain("label is 0");
    const classes = folder.write(
      "classes.csv",
      "id,class,pa,pb,pc\n1,a,0.7,0.2,0.1\n2,b,0.2,0.5,0.3\n3,c,0.1,0.3,0.6\n",
    );
    const labels = folder.write("class-labels.csv", "id,label\n1,a\n2,c\n3,c\n");
    const multiclass = await quality(
      ...[
        "--predictions",
        classes,
        "--labels",
        labels,
        "--probabilities",
        "pa",
        "pb",
        "pc",
        "--classes",
        "a",
        "b",
        "c",
      ],
    );
    expect(multiclass.report).toMatchObject({ task: "multiclass", classes: ["a", "b", "c"] });
    expect(value(multiclass.report, "accuracy")).toBeCloseTo(2 / 3, 15);
    expect(value(multiclass.report, "top-2-accuracy")).toBe(1);
    const recallOfC = multiclass.report.metrics.find((metric) => metric.name === "recall" && metric.class === "c");
    expect(recallOfC!.value).toBe(0.5);
  });

  it("reads captures and ground truth as the monitor's configuration says", async () => {
    const capture = (eventId: string, minute: number, output: string) =>
      JSON.stringify({
        captureData: {
          endpointInput: { observedContentType: "text/csv", mode: "INPUT", data: "1,2", encoding: "CSV" },
          endpointOutput: { observedContentType: "text/csv", mode: "OUTPUT", data: output, encoding: "CSV" },
        },
        eventMetadata: { eventId, inferenceTime: `2026-01-05T00:${10 + minute}:00Z` },
        eventVersion: "0",
      });
    const captures = folder.write(
      "c.jsonl",
      [capture("e1", 0, "yes,0.8"), capture("e2", 1, "no,0.4"), capture("e3", 2, "no,0.1")].join("\n"),
    );
    const groundTruth = (eventId: string, data: string) =>
      JSON.stringify({ groundTruthData: { data, encoding: "CSV" }, eventMetadata: { eventId }, eventVersion: "0" });
    const labels = folder.write(
      "g.jsonl",
      [groundTruth("e1", "churned"), groundTruth("e2", "churned"), groundTruth("e3", "no")].join("\n"),
    );
    const config = folder.write(
      "plumbline.yaml",
      `monitors:
  churn:
    model: { task: binary, positiveClass: "yes" }
    captures: { bucket: churn-captures, format: sagemaker-jsonl }
    columns: { output: { class: 0, score: 1 } }
    reference: { live: 14d }
    labels: { prefix: truth/, format: sagemaker-ground-truth, values: { churned: "yes" } }
`,
    );
    const { status, report } = await quality("--predictions", captures, "--labels", labels, "--config", config);
    expect(status).toBe(0);
    expect(report).toMatchObject({ task: "binary", taskInferred: false, classes: ["no", "yes"], labelled: 3 });
    expect(report.periods).toMatchObject([{ period: "2026-01-05", rows: 3, labelled: 3 }]);
    expect(value(report, "recall")).toBe(0.5);
  });

  it("tells how long labels took and how many have come", async () => {
    const predictions = folder.write(
      "late.csv",
      "id,at,prediction\na,2026-01-05T00:00:00Z,1\nb,2026-01-05T06:00:00Z,0\n",
    );
    const labels = folder.write("late-labels.csv", "id,label,known\na,1,2026-01-06T00:00:00+02:00\n");
    const { report } = await quality(
      ...[
        "--predictions",
        predictions,
        "--labels",
        labels,
        "--timestamp",
        "at",
        "--label",
        "label",
        "--label-timestamp",
        "known",
      ],
    );
    expect(report.coverage.value).toBe(0.5);
    // 24 hours in a zone two hours ahead of UTC.
    expect(report.delayHours!.median).toBe(22);
  });

  const other = folder.write("other.csv", "id,truth\nq,1\nr,0\n");
  const noNames = folder.write("unnamed.csv", "key,what,why\n1,2,3\n");
  const words = folder.write("words.csv", "id,truth\na,blue\nb,green\nc,red\nd,blue\n");
  it.each([
    { why: "labels of another model", labels: other, options: [], message: "another model's labels" },
    { why: "labels of other classes", labels: words, options: [], message: "label-unseen-class" },
    { why: "a column that isn't there", labels: truth, options: ["--score", "scor"], message: "did you mean score?" },
    { why: "label files whose columns say nothing", labels: noNames, options: [], message: "--label-id expects" },
    { why: "an unknown task", labels: truth, options: ["--task", "ranking"], message: "--task expects binary" },
    { why: "an unknown period", labels: truth, options: ["--period", "year"], message: "--period expects one of hour" },
    {
      why: "an unknown metric",
      labels: truth,
      options: ["--metric", "auc"],
      message: "--metric expects one of accuracy",
    },
    { why: "a threshold that is no share", labels: truth, options: ["--threshold", "2"], message: "from 0 to 1" },
    {
      why: "a positive class that no row has",
      labels: truth,
      options: ["--positive", "yes"],
      message: "positive class among 0 and 1",
    },
    {
      why: "a reference without labels",
      labels: truth,
      options: ["--reference", said],
      message: "--reference expects the label",
    },
    {
      why: "probabilities of a binary model",
      labels: truth,
      options: ["--probabilities", "score", "--task", "binary"],
      message: "--score expects",
    },
    { why: "a file that isn't there", labels: folder.at("none.csv"), options: [], message: "no such file" },
    { why: "an empty file", labels: folder.write("empty.csv", ""), options: [], message: "expects records, got none" },
    {
      why: "a challenger of other rows",
      labels: truth,
      options: ["--challenger", folder.write("o.csv", "id,prediction,score\nz,1,0.5\n")],
      message: "predictions of labelled rows",
    },
  ])("refuses $why", async ({ labels, options, message }) => {
    const { status, error } = await quality("--predictions", said, "--labels", labels, ...options);
    expect(error).toContain(message);
    expect(status).toBe(2);
  });
});
