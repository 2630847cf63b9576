import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { EVENT_SOURCE } from "../contracts/events.js";
import type { EventSink } from "../contracts/ports.js";

// PutEvents takes at most 10 entries.
const BATCH = 10;

/** The account's default event bus. */
export function eventBridgeEvents(client: EventBridgeClient): EventSink {
  return {
    async publish(events) {
      const refused: { id: string; reason: string }[] = [];
      for (let at = 0; at < events.length; at += BATCH) {
        const batch = events.slice(at, at + BATCH);
        const { Entries = [] } = await client.send(
          new PutEventsCommand({
            Entries: batch.map(({ type, detail, timeMs }) => ({
              Source: EVENT_SOURCE,
              DetailType: type,
              Detail: JSON.stringify(detail),
              Time: new Date(timeMs),
            })),
          }),
        );
        // Entries are taken or refused each for itself, in the order in which they were given.
        batch.forEach(({ detail }, place) => {
          const { ErrorCode, ErrorMessage } = Entries[place] ?? { ErrorCode: "NoAnswer" };
          if (ErrorCode !== undefined) refused.push({ id: detail.id, reason: `${ErrorCode} ${ErrorMessage ?? ""}` });
        });
      }
      return refused;
    },
  };
}
