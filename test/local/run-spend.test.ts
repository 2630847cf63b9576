import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { spendOf } from "../../local/run-spend.js";
import { HOUR_MS, START_MS, startCloud } from "./start-cloud.js";

/** The example's configuration, with a day of captures of which some were there before. */
const example = {
  name: "employment",
  configFile: fileURLToPath(new URL("../../examples/employment/plumbline.yaml", import.meta.url)),
  monitor: "employment",
  captureBucket: "employment-captures",
  deployedAtMs: START_MS,
  untilMs: START_MS + 24 * HOUR_MS,
};

describe("what an example would cost", () => {
  it("is predicted from the captures that landed while it ran, in a few lines", async () => {
    const cloud = await startCloud({});
    cloud.createBucket(example.captureBucket);
    cloud.seedObject(example.captureBucket, "employment/old", Buffer.from("x"), { lastModifiedMs: START_MS - HOUR_MS });
    for (let hour = 0; hour < 24; hour++) {
      for (const part of [0, 1]) {
        const atMs = START_MS + hour * HOUR_MS;
        cloud.putObject(example.captureBucket, `employment/${hour}-${part}`, Buffer.from("x"), { atMs });
      }
    }
    await cloud.runUntil(example.untilMs);
    await cloud.close();
    // 49 objects of 100 records, 48 of them within the day.
    const said = spendOf(example, cloud, 4900);
    expect(said).toContain("with 2 captures an hour and 4,800 records a day");
    expect(said).toMatch(/^ {2}employment: \$\d\.\d\d fixed \+ \$\d\.\d\d by traffic = \$\d\.\d\d$/m);
    expect(said).toContain("an hourly processing job on ml.m5.xlarge would take $13.99");
  });
});
