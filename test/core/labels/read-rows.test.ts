import { describe, expect, it } from "vitest";
import { PlumblineError } from "../../../src/contracts/errors.js";
import { createLabelledCounter } from "../../../src/core/labels/count-labelled.js";
import { matchRows } from "../../../src/core/labels/join.js";
import { modelClasses } from "../../../src/core/labels/model-classes.js";
import type { QualityTask } from "../../../src/core/quality/quality-metric.js";
import { labelsOf, predictionsOf } from "./decoded.js";

const lines = (...rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join("\n");

describe("bad predictions are counted by reason and cost no good row", () => {
  it.each([
    { why: "an id is missing", row: { said: 1, score: 0.5 }, fault: "id-missing" },
    { why: "an id is empty", row: { id: " ", said: 1, score: 0.5 }, fault: "id-missing" },
    { why: "a prediction is missing", row: { id: "x", score: 0.5 }, fault: "prediction-missing" },
    { why: "a score is missing", row: { id: "x", said: 1 }, fault: "score-missing" },
    { why: "a score is a text", row: { id: "x", said: 1, score: "high" }, fault: "score-not-a-number" },
    { why: "a score is above 1", row: { id: "x", said: 1, score: 1.01 }, fault: "score-out-of-range" },
    { why: "a score is below 0", row: { id: "x", said: 1, score: -1e-9 }, fault: "score-out-of-range" },
  ])("where $why", async ({ row, fault }) => {
    const text = lines({ id: "a", said: 1, score: 0.9 }, row, { id: "b", said: 0, score: 0 });
    const { read, keyed, faults } = await predictionsOf(text, { score: "score" });
    expect({ read, rows: keyed.rows, faults }).toEqual({ read: 3, rows: 2, faults: { [fault]: 1 } });
  });

  it("where probabilities don't sum to one, or one is missing", async () => {
    const text = lines(
      { id: 1, a: 0.2, b: 0.3, c: 0.5 },
      { id: 2, a: 0.2, b: 0.3, c: 0.6 },
      { id: 3, a: 0.2, b: 0.8 },
      { id: 4, a: 0.3333, b: 0.3333, c: 0.3333 },
    );
    const places = {
      task: "multiclass" as const,
      predicted: null,
      probabilities: ["a", "b", "c"],
      classes: ["a", "b", "c"],
    };
    const { keyed, faults } = await predictionsOf(text, places);
    expect(keyed.rows).toBe(2);
    expect(faults).toEqual({ "score-missing": 1, "probabilities-not-summing-to-one": 1 });
  });

  it("where a regression says no number, or infinity", async () => {
    const text = "id,said\na,1.5\nb,many\nc,Infinity\nd,\n";
    const { keyed, faults } = await predictionsOf(text, { task: "regression" });
    expect(keyed.rows).toBe(1);
    expect(faults).toEqual({ "prediction-missing": 1, "prediction-not-a-number": 2 });
  });

  it("where the time is missing, when one is wanted", async () => {
    const text = "id,said,at\na,1,2026-01-05T00:00:00Z\nb,1,\nc,1,noon\n";
    const { keyed, faults } = await predictionsOf(text, { time: { from: "column", column: "at" } });
    expect(keyed.columns["time"]).toEqual(Float64Array.of(Date.UTC(2026, 0, 5)));
    expect(faults).toEqual({ "time-missing": 2 });
  });
});

describe("labels", () => {
  it("come as SageMaker ground truth, as text, JSON, or several of one event", async () => {
    const event = (eventId: string, data: unknown, encoding: string) => ({
      groundTruthData: { data, encoding },
      eventMetadata: { eventId },
      eventVersion: "0",
    });
    const text = lines(
      event("one", "1", "CSV"),
      event("two", '{"label": 0}', "JSON"),
      event("many", '{"instances":[{"label":0},{"label":1}]}', "JSON"),
      event("lines", "0\n1\n1\n", "CSV"),
      event("bad", "{", "JSON"),
      event("wide", "1,2", "CSV"),
      event("empty", "", "CSV"),
    );
    const labels = await labelsOf(text, { label: null });
    expect({ read: labels.read, rows: labels.keyed.rows }).toEqual({ read: 10, rows: 7 });
    expect(labels.faults).toEqual({ "label-missing": 1, "label-malformed": 2 });
    const said = ["one", "two", "many/0", "many/1", "lines/0", "lines/1", "lines/2"].map((id) => ({ id, said: 1 }));
    expect(matchRows((await predictionsOf(lines(...said))).keyed, labels.keyed).matched).toBe(7);
  });

  it("are counted by reason where they can't be used", async () => {
    const text = "id,truth\na,12\nb,\n,7\nc,lots\nd,Infinity\n";
    const { read, keyed, faults } = await labelsOf(text, { task: "regression" });
    expect({ read, rows: keyed.rows }).toEqual({ read: 5, rows: 1 });
    expect(faults).toEqual({ "id-missing": 1, "label-missing": 1, "label-not-a-number": 2 });
  });
});

describe("classes", () => {
  const classesOf = async (
    said: string,
    truth: string,
    choice: { positive?: string; classes?: string[]; task?: QualityTask } = {},
  ) => {
    const table = (column: string, values: string) =>
      `id,${column}\n${values
        .split(" ")
        .map((value, i) => `i${i},${value}`)
        .join("\n")}\n`;
    const predictions = await predictionsOf(table("said", said));
    const labels = await labelsOf(table("truth", truth));
    const { positive = null, classes = [], task = "binary" } = choice;
    return modelClasses(task, { positive, classes }, predictions, labels);
  };

  it.each([
    { why: "0 and 1: 1 is positive", said: "0 1 1", truth: "1 1 0", expected: ["0", "1"] },
    { why: "true and 1 are one class", said: "1 0 1", truth: "true false true", expected: ["0", "1"] },
    { why: "no and yes: yes is positive", said: "yes no", truth: "no yes", expected: ["no", "yes"] },
    { why: "the configured positive class", said: "yes no", truth: "no yes", positive: "no", expected: ["yes", "no"] },
    { why: "a model that says one class only", said: "no no", truth: "no yes", expected: ["no", "yes"] },
    { why: "all 0", said: "0 0", truth: "0 0", expected: ["0", "1"] },
    { why: "a rare foreign label is a fault, not a class", said: "0 1 0", truth: "0 1 maybe", expected: ["0", "1"] },
    { why: "configured classes", said: "0 1", truth: "0 1", classes: ["low", "high"], expected: ["high", "low"] },
  ])("$why", async ({ said, truth, expected, ...choice }) => {
    expect(await classesOf(said, truth, choice)).toEqual(expected);
  });

  it.each([
    { why: "three predicted classes", said: "a b c", truth: "a b c" },
    { why: "labels of many classes", said: "a a a", truth: "a b c" },
    { why: "one class of text only", said: "a a", truth: "a a" },
    { why: "a positive class that is none of the two", said: "a b", truth: "a b", positive: "z" },
  ])("can't be told: $why", async ({ said, truth, ...choice }) => {
    await expect(classesOf(said, truth, choice)).rejects.toThrow(PlumblineError);
  });

  it("of which there are more than a thousand are no classes", async () => {
    const many = Array.from({ length: 1_001 }, (_, i) => `text${i}`).join(" ");
    await expect(classesOf(many, "a", { task: "multiclass" })).rejects.toThrow("at most 1000 classes, got 1002");
  });

  it("of several-class models are all that were said or labelled", async () => {
    expect(await classesOf("b a 10 9", "c a a a", { task: "multiclass" })).toEqual(["9", "10", "a", "b", "c"]);
  });
});

describe("matched rows", () => {
  it("of a class that the model does not have are faults; the rest is counted", async () => {
    const predictions = await predictionsOf("id,score\na,0.9\nb,0.5\nc,0.2\nd,0.1\n", {
      predicted: null,
      score: "score",
    });
    const labels = await labelsOf("id,truth\na,True\nb,0\nc,maybe\nd,FALSE\n");
    const counter = createLabelledCounter(predictions, labels, { task: "binary", classes: ["0", "1"], threshold: 0.5 });
    const matches = matchRows(predictions.keyed, labels.keyed);
    const faults = Array.from(matches.predictions, (row, i) => counter.add(row, matches.labels[i]!)).filter(Boolean);
    expect(faults).toEqual(["label-unseen-class"]);
    expect(counter.finish()).toMatchObject({
      rows: 3,
      confusion: { truePositive: 1, falsePositive: 1, falseNegative: 0, trueNegative: 1 },
    });
  });
});
