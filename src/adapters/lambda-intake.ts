import { InvokeCommand, type LambdaClient, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import type { IntakeSwitch } from "../contracts/spend.js";

/**
 * @param mappings UUIDs of the monitor's event source mappings
 * @param reconcileFunction name of its reconcile function
 */
export function lambdaIntake(
  client: LambdaClient,
  mappings: readonly string[],
  reconcileFunction: string,
): IntakeSwitch {
  return {
    async set(enabled) {
      for (const UUID of mappings) await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: enabled }));
    },
    async reconcile(nowMs) {
      await client.send(
        new InvokeCommand({
          FunctionName: reconcileFunction,
          InvocationType: "Event",
          Payload: new TextEncoder().encode(JSON.stringify({ scheduledTime: new Date(nowMs).toISOString() })),
        }),
      );
    },
  };
}
