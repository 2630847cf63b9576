import { meterCalls } from "../src/adapters/call-meter.js";
import { messageOf } from "../src/contracts/errors.js";
import type { Log, MessageQueue, StateTable } from "../src/contracts/ports.js";
import { PER_REQUEUED, usageOfCall } from "../src/core/spend/call-usage.js";
import { addUsage, scaleUsage, type Usage } from "../src/core/spend/usage.js";
import { type Run, writeUsage } from "../src/pipeline/spend/usage-items.js";

/** Counts what clients ask of AWS, and keeps it for the ledger at the end of each run. */
export interface CallCounter {
  /** The same client, counted. */
  readonly count: <Client extends object>(client: Client) => Client;
  /** The same queue of captures or label files: what is sent there has not landed anew. */
  readonly requeued: (queue: MessageQueue) => MessageQueue;
  /** Runs a handler and keeps what it asked for, however it ends. */
  readonly counted: <T>(run: Run, work: () => Promise<T>) => Promise<T>;
}

/** Of a hub without a cap: nothing is counted. */
export const uncounted: CallCounter = {
  count: (client) => client,
  requeued: (queue) => queue,
  counted: (_run, work) => work(),
};

/**
 * An environment of Lambda runs one invocation at a time, so that one sum does.
 *
 * @param table where the ledger reads; its client is counted too, but for the keeping itself, which has a fixed price
 */
export function callCounter(table: () => StateTable, monitor: string, log: Log): CallCounter {
  let asked: Usage = {};
  return {
    count: (client) =>
      meterCalls(client, (call) => {
        asked = addUsage(asked, usageOfCall(call));
      }),
    requeued: (queue) => ({
      ...queue,
      send: async (bodies) => {
        await queue.send(bodies);
        asked = addUsage(asked, scaleUsage(PER_REQUEUED, bodies.length));
      },
    }),
    counted: async (run, work) => {
      asked = {};
      try {
        return await work();
      } finally {
        // A ledger that can't be written stops no monitoring: the seconds of the run are still counted, by AWS.
        await writeUsage(table(), monitor, run, asked).catch((error: unknown) => {
          log.warn("the run's usage was not kept", { error: messageOf(error) });
        });
      }
    },
  };
}
