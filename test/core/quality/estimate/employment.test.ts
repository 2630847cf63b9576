import { fileURLToPath } from "node:url";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import {
  estimateClassifier,
  learnClassifier,
  stratify,
} from "../../../../src/core/quality/estimate/classifier-estimator.js";
import { uniforms } from "../../drift/seeded-random.js";

/*
 * Real rows: the model of the employment example learned from 2015, estimated over 2016 to 2018. Days of 5,000 rows, in the order of the file
 * (41 days) and 10 times shuffled (410 days). Wanted (issue): |estimated - realised| accuracy <= 0.015 on 95 % of days, and 95 %
 * intervals that hold the realised one on 90 to 99 %. What chance alone leaves: sd of the realised accuracy 0.0053, so 99.5 % of days.
 */
const DAY_ROWS = 5_000;

const read = async (name: string) => {
  const path = fileURLToPath(new URL(`../../../../examples/employment/data/${name}.parquet`, import.meta.url));
  return parquetReadObjects({ file: await asyncBufferFromFile(path) });
};
const [reference, production, labels] = await Promise.all([read("reference"), read("production"), read("labels")]);
const truth = new Map(labels.map(({ id, employed }) => [id, Number(employed)]));

function columns(rows: typeof production) {
  return {
    rows: rows.length,
    predicted: Float64Array.from(rows, (row) => Number(row["prediction"])),
    actual: Float64Array.from(rows, (row) => Number(row["employed"] ?? truth.get(row["id"]))),
    scores: Float64Array.from(rows, (row) => Number(row["predicted_probability"])),
  };
}

const estimator = learnClassifier("binary", 1, columns(reference));

function days(rows: ReturnType<typeof columns>, order: Uint32Array) {
  return Array.from({ length: Math.floor(order.length / DAY_ROWS) }, (_, day) => {
    const own = order.subarray(day * DAY_ROWS, (day + 1) * DAY_ROWS);
    const pick = (values: Float64Array) => Float64Array.from(own, (row) => values[row]!);
    const [predicted, actual] = [pick(rows.predicted), pick(rows.actual)];
    const strata = stratify(estimator, { rows: DAY_ROWS, predicted, actual: null, scores: pick(rows.scores) });
    const estimate = estimateClassifier(estimator, strata).find(({ name }) => name === "accuracy")!;
    const realised = predicted.filter((said, i) => said === actual[i]).length / DAY_ROWS;
    const within = Math.abs(estimate.value - realised) <= 0.015;
    return { within, held: estimate.low <= realised && realised <= estimate.high };
  });
}

function shuffledOrder(rows: number, seed: number): Uint32Array {
  const uniform = uniforms(seed);
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  for (let last = rows - 1; last > 0; last--) {
    const other = Math.floor(uniform() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

describe("accuracy of the employment model, estimated before labels", () => {
  const rows = columns(production);
  const inOrder = Uint32Array.from({ length: rows.rows }, (_, i) => i);
  const share = (found: ReturnType<typeof days>, of: "within" | "held") =>
    found.filter((day) => day[of]).length / found.length;

  it.each([
    { order: "the order of the file", found: days(rows, inOrder), count: 41 },
    {
      order: "ten random orders",
      found: Array.from({ length: 10 }, (_, i) => days(rows, shuffledOrder(rows.rows, i))).flat(),
      count: 410,
    },
  ])("is within 0.015 on 95 % of days and its intervals hold on 90 to 99 %, in $order", ({ found, count }) => {
    expect(found).toHaveLength(count);
    expect(share(found, "within")).toBeGreaterThanOrEqual(0.95);
    expect(share(found, "held")).toBeGreaterThanOrEqual(0.9);
    expect(share(found, "held")).toBeLessThanOrEqual(0.99);
  });
});
