import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoStateTable } from "../src/adapters/dynamodb-state-table.js";
import type { Incident } from "../src/contracts/verdict.js";
import type { InventoryEntry } from "../src/pipeline/inventory.js";
import { storedIncidents } from "../src/pipeline/incidents.js";
import type { EmbeddedCloud } from "./cloud.js";

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
