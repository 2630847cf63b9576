import { describe, expect, it } from "vitest";
import * as engine from "../../src/core/index.js";
import { HOUR_MS, recordBatch } from "./profile/record-batches.js";

/** Ages of 400 people; `months` as an upstream change would send them. */
const people = (months: boolean) =>
  recordBatch({
    age: Array.from({ length: 400 }, (_, i) => (18 + ((i * 7) % 60)) * (months ? 12 : 1)),
    plan: Array.from({ length: 400 }, (_, i) => (i % 3 ? "basic" : "pro")),
  });

function profile(source: string, batch: ReturnType<typeof recordBatch>, bins: ReturnType<typeof engine.binsOf> | null) {
  const rejects = { reject: () => undefined, summary: () => ({ total: 0, byReason: {}, samples: [] }) };
  const time = { fixedMs: 1_000 * HOUR_MS, bounds: null };
  const profiler = engine.createProfiler({ seed: source, bins, time, hashKey: "secret" }, rejects);
  profiler.add(batch);
  const [hour] = profiler.finish().values();
  return hour!;
}

describe("the engine as a library", () => {
  it("goes from records to a comparison with the reference, by what it exports alone", () => {
    const baseline = engine.learnBaseline(profile("reference", people(false), null), {
      monitor: "notebook",
      source: "two lists",
      period: null,
      features: { ignore: [], types: {}, sensitive: [] },
      prediction: [],
      hashKey: "secret",
    });
    const bins = engine.binsOf(baseline);
    const captures = ["a", "b"].map((source) => profile(source, people(true), bins));
    const stored = captures.map(engine.serialiseProfile).map(engine.parseProfile);
    const window = engine.windowSample(engine.mergeProfiles(stored), baseline, 1_000);

    expect(window.records).toBe(800);
    // The youngest is 18 years, which is 216 months, above the oldest of 77 years: all rows are in the last bin.
    expect(window.features.get("age")!.binCounts).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 800]);
    // 134 of 400 are at i = 0, 3, 6, ...
    expect(window.features.get("plan")!.binCounts).toEqual([2 * 266, 2 * 134, 0]);
    expect(engine.schemaChanges(baseline, engine.mergeProfiles(stored))).toEqual([]);
  });
});
