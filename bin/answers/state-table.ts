import { PlumblineError } from "../../src/contracts/errors.js";
import type { StateTable } from "../../src/contracts/ports.js";
import { withAwsAdvice } from "../aws-advice.js";

/** Where a deployed monitor keeps its state. */
export interface TablePlace {
  readonly table: string;
  /** Default: the environment's. */
  readonly region?: string;
}

/**
 * Does something with a hub's table, with the credentials of the environment.
 *
 * @throws PlumblineError `AWS` for what the table or the way to it refuses; typed errors of the work pass through
 */
export async function withTable<T>({ table, region }: TablePlace, work: (table: StateTable) => Promise<T>): Promise<T> {
  const [{ DynamoDBClient }, { dynamoStateTable }] = await Promise.all([
    import("@aws-sdk/client-dynamodb"),
    import("../../src/adapters/dynamodb-state-table.js"),
  ]);
  const client = new DynamoDBClient(region === undefined ? {} : { region });
  try {
    return await work(dynamoStateTable(client, table));
  } catch (error) {
    if (error instanceof PlumblineError) throw error;
    const message = `table ${table} can't be reached: ${withAwsAdvice(error)}`;
    throw new PlumblineError("AWS", message, { retryable: true, cause: error });
  } finally {
    client.destroy();
  }
}
