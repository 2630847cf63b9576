import { EmbeddedCloud, type EmbeddedCloudOptions } from "../../local/cloud.js";
import { HOUR_MS, payments, START_MS, trainingTable } from "../pipeline/memory/world.js";
import { temporaryDir } from "./assembly-builder.js";

/** Two models that between them need everything that a monitor may do: a training table and captures as references. */
export const CONFIG = `
hub: { notify: { page: [oncall@example.com], digest: { to: [team@example.com], every: day } } }
monitors:
  payments:
    captures: { bucket: model-captures, existing: true, prefix: payments/, format: jsonl }
    columns: { time: at }
    features: { importance: "s3://lake/importance.csv" }
    reference: { table: "s3://lake/train.csv" }
    # Judges from the first hour on, which calibrated limits can't after a training table.
    alarms: { rule: fixed }
    notify: { page: [payments@example.com] }
  scores:
    model: { task: binary }
    captures: { bucket: model-captures, existing: true, prefix: scores/, format: sagemaker-jsonl }
    columns: { input: { headerFrom: "s3://lake/header.csv" }, output: { score: 0 } }
    reference: { captures: "2026-02-01/2026-02-01" }
    labels: { prefix: truth/, format: sagemaker-ground-truth, waitDays: 1 }
`;

const NONSENSE = Buffer.from([0, 1, 2, 3, 255]);

export interface Life {
  readonly models: readonly ("payments" | "scores")[];
  readonly hours: number;
  /** First hour in which the payments are larger. */
  readonly driftFrom?: number;
  /** Hour from which on the files of the lake are there. */
  readonly lakeFrom?: number;
  readonly faults?: EmbeddedCloudOptions["faults"];
}

/** Deploys an assembly of CONFIG and lets captures of both models land. The caller closes the cloud. */
export async function startModels(
  assemblyDir: string,
  { models, hours, driftFrom = Infinity, lakeFrom = 0, faults = {} }: Life,
): Promise<EmbeddedCloud> {
  const cloud = await EmbeddedCloud.start({ assemblyDir, stateDir: temporaryDir(), startMs: START_MS, faults });
  for (const bucket of ["model-captures", "lake"]) cloud.createBucket(bucket, { eventBridge: true });
  for (let hour = -24; hour < 0 && models.includes("scores"); hour += 2) {
    const lastModifiedMs = START_MS + (hour + 1) * HOUR_MS;
    cloud.seedObject("model-captures", `scores/${hour}.jsonl`, Buffer.from(scores(hour, 60)), { lastModifiedMs });
    // Labels from before the deployment, of which no event tells.
    cloud.seedObject("model-captures", `truth/${hour}.jsonl`, truth([hour], 10), { lastModifiedMs });
  }
  await cloud.deploy();
  const put = (bucket: string, key: string, body: string | Uint8Array, atHour: number): void => {
    cloud.putObject(bucket, key, Buffer.from(body), { atMs: START_MS + atHour * HOUR_MS });
  };
  put("lake", "train.csv", trainingTable(), lakeFrom);
  put("lake", "header.csv", "age,kind\n", lakeFrom);
  put("lake", "importance.csv", "feature,importance\namount,2\ncountry,1\n", lakeFrom === 0 ? 0 : lakeFrom + 2);
  for (let hour = 0; hour < hours; hour++) {
    const mean = hour < driftFrom ? 100 : 190;
    // A line that is no record, once.
    const broken = hour === 2 ? "nonsense\n" : "";
    for (const model of models) {
      const body = model === "payments" ? payments(hour, 300, { mean }) + broken : scores(hour, 60);
      put("model-captures", `${model}/${hour}.jsonl`, body, hour + 1.05);
    }
  }
  return cloud;
}

/** Ground truth of the first rows of some hours' scores. */
export function truth(hours: readonly number[], rows: number): Buffer {
  const line = (hour: number, row: number): string =>
    JSON.stringify({
      groundTruthData: { data: String(row % 2), encoding: "CSV" },
      eventMetadata: { eventId: `${hour}-${row}` },
      eventVersion: "0",
    });
  return Buffer.from(hours.flatMap((hour) => Array.from({ length: rows }, (_, row) => line(hour, row))).join("\n"));
}

/** A capture that can't be read, and one that is deleted before anybody could read it. */
export function makeTrouble(cloud: EmbeddedCloud, model: "payments" | "scores", atHour: number): void {
  const atMs = START_MS + atHour * HOUR_MS;
  const gone = `${model}/gone.jsonl`;
  cloud.putObject("model-captures", `${model}/unreadable.jsonl`, NONSENSE, { atMs });
  cloud.putObject("model-captures", gone, Buffer.from("{}"), { atMs });
  cloud.at(atMs, `delete ${gone}`, () => {
    cloud.deleteObject("model-captures", gone);
  });
}

/** A SageMaker capture of headerless requests. */
export function scores(hour: number, rows: number): string {
  const csv = (mode: "INPUT" | "OUTPUT", data: string): unknown => {
    return { observedContentType: "text/csv", mode, data, encoding: "CSV" };
  };
  const lines = Array.from({ length: rows }, (_, row) => {
    const inferenceTime = new Date(START_MS + hour * HOUR_MS + row * 1000).toISOString();
    return JSON.stringify({
      captureData: {
        endpointInput: csv("INPUT", `${20 + ((row * 7) % 50)},${row % 3}`),
        endpointOutput: csv("OUTPUT", String((row % 10) / 10)),
      },
      eventMetadata: { eventId: `${hour}-${row}`, inferenceTime },
      eventVersion: "0",
    });
  });
  return lines.join("\n");
}
