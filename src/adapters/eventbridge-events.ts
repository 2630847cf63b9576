import { PutEventsCommand, type EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { PlumblineError } from "../contracts/errors.js";
import type { EventSink } from "../contracts/ports.js";

/** Events of source `plumbline` on the account's default bus. */
export function eventBridgeEvents(client: EventBridgeClient): EventSink {
  return {
    async publish({ type, detail, timeMs }) {
      const answer = await client.send(
        new PutEventsCommand({
          Entries: [{ Source: "plumbline", DetailType: type, Detail: JSON.stringify(detail), Time: new Date(timeMs) }],
        }),
      );
      const refused = answer.Entries?.find((entry) => entry.ErrorCode);
      if (refused) {
        throw new PlumblineError("EVENT_REFUSED", `event ${type} was refused: ${refused.ErrorMessage ?? ""}`, {
          retryable: true,
        });
      }
    },
  };
}
