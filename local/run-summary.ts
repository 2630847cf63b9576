import { gunzipSync } from "node:zlib";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoStateTable } from "../src/adapters/dynamodb-state-table.js";
import type { Incident } from "../src/contracts/verdict.js";
import type { InventoryEntry } from "../src/pipeline/inventory.js";
import { storedIncidents } from "../src/pipeline/incidents.js";
import { parseRows } from "../src/core/labels/stored-rows.js";
import type { QualityTotals } from "../src/core/verdict/quality/count-quality.js";
import type { LabelFile } from "../src/pipeline/labels/stored/label-files.js";
import type { EmbeddedCloud } from "./cloud.js";
import type { CloudView } from "./contracts.js";

/** What a run found, read back from where the product stores it. */
export interface RunSummary {
  /** Records that were profiled, of the reference and of production. */
  readonly records: number;
  readonly rejected: number;
  /** Objects that could not be read. */
  readonly unreadable: number;
  /** Windows with a verdict. */
  readonly hours: number;
  /** Oldest first. */
  readonly incidents: readonly Incident[];
  readonly emails: number;
  readonly labels: LabelSummary;
}

/** What became of the labels: those that were read = matched + repeated + unusable + waiting. */
export interface LabelSummary {
  /** Predictions that have a label. */
  readonly matched: number;
  /** Labels that stood aside for a later one of their prediction, in another file or the same. */
  readonly repeated: number;
  readonly unusable: number;
  /** Labels whose prediction has not been met. */
  readonly waiting: number;
}

export async function summarize(cloud: EmbeddedCloud, monitor: string): Promise<RunSummary> {
  const view = cloud.view();
  const store = storeBucket(cloud);
  const entries = view.objects(store, `inventory/${monitor}/`).map(({ key }) => {
    return JSON.parse(new TextDecoder().decode(view.readObject(store, key))) as InventoryEntry;
  });
  // A capture of the reference is profiled twice, for learning and for judging: it counts once.
  const captures = [...new Map(entries.map((entry) => [entry.key, entry])).values()];
  const sum = (count: (entry: InventoryEntry) => number): number => captures.reduce((all, it) => all + count(it), 0);
  return {
    records: sum((entry) => entry.records),
    rejected: sum((entry) => entry.rejected),
    unreadable: sum((entry) => (entry.unreadable === null ? 0 : 1)),
    hours: view.objects(store, `verdicts/${monitor}/`).length,
    incidents: await incidentsOf(cloud, monitor),
    emails: view.mailbox().length,
    labels: labelsOf(view, store, monitor),
  };
}

function labelsOf(view: CloudView, store: string, monitor: string): LabelSummary {
  const read = (key: string): Uint8Array => view.readObject(store, key)!;
  const json = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
  const windows = view
    .objects(store, `quality/${monitor}/`)
    .map(({ key }) => json(gunzipSync(read(key))) as Omit<QualityTotals, "state">);
  const files = view.objects(store, `labelfiles/${monitor}/`).map(({ key }) => json(read(key)) as LabelFile);
  const waiting = view.objects(store, `labelswaiting/${monitor}/`).filter(({ sizeBytes }) => sizeBytes > 0);
  const sum = <T>(items: readonly T[], of: (item: T) => number): number => items.reduce((all, it) => all + of(it), 0);
  return {
    matched: sum(windows, ({ coverage }) => coverage.labelled),
    repeated: sum(windows, ({ repeatedLabels }) => repeatedLabels) + sum(files, (file) => file.repeated),
    unusable:
      sum(windows, ({ unusablePairs }) => unusablePairs) +
      sum(files, (file) => sum(Object.values(file.faults), Number)),
    waiting: sum(waiting, ({ key }) => parseRows(read(key)).rows.rows) + sum(files, (file) => file.unmatched ?? 0),
  };
}

/** The bucket that the hub stores everything in. */
export function storeBucket(cloud: EmbeddedCloud): string {
  return output(cloud, "RefHubStore");
}

function output(cloud: EmbeddedCloud, suffix: string): string {
  for (const [name, value] of cloud.outputs) if (name.includes(suffix)) return value;
  throw new Error(`no stack has an output named like ${suffix}`);
}

async function incidentsOf(cloud: EmbeddedCloud, monitor: string): Promise<Incident[]> {
  const client = new DynamoDBClient({
    endpoint: cloud.endpointUrl,
    region: cloud.account.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const table = dynamoStateTable(client, output(cloud, "RefHubState"));
  const incidents = await storedIncidents(table, monitor, cloud.nowMs());
  client.destroy();
  return [...incidents].sort((a, b) => a.openedHour - b.openedHour);
}
