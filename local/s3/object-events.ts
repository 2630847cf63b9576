import type { Account } from "../account.js";
import type { Simulation } from "../contracts.js";
import type { CloudEvent } from "../events/event.js";
import type { Faults } from "../faults.js";
import type { ObjectChange } from "./buckets.js";

/** How long S3 takes to tell EventBridge; on AWS usually seconds. */
const EVENT_DELAY_MS = 1000;

/** Turns changes of objects into EventBridge events, and makes go wrong what the faults say. */
export class ObjectEvents {
  readonly #simulation: Simulation;
  readonly #account: Account;
  readonly #faults: Faults;
  readonly #publish: (event: CloudEvent) => void;
  #sequence = 0;
  /** Events held back to be delivered in reverse. */
  #held: CloudEvent[] = [];

  constructor(simulation: Simulation, account: Account, faults: Faults, publish: (event: CloudEvent) => void) {
    this.#simulation = simulation;
    this.#account = account;
    this.#faults = faults;
    this.#publish = publish;
  }

  changed(change: ObjectChange): void {
    const event = this.#eventOf(change);
    if (this.#faults.dropObjectEvents) return;
    const copies = this.#faults.duplicateObjectEvents ? [event, event] : [event];
    const spanMs = this.#faults.reverseObjectEventsWithinMs ?? 0;
    if (spanMs > 0) this.#holdBack(copies, spanMs);
    else this.#deliver(copies, this.#simulation.nowMs() + EVENT_DELAY_MS);
  }

  #deliver(events: readonly CloudEvent[], timeMs: number): void {
    this.#simulation.at(timeMs, "S3 event", () => {
      events.forEach(this.#publish);
    });
  }

  #holdBack(events: readonly CloudEvent[], spanMs: number): void {
    if (this.#held.length === 0) {
      const endMs = (Math.floor(this.#simulation.nowMs() / spanMs) + 1) * spanMs;
      this.#simulation.at(endMs, "S3 events in reverse", () => {
        const held = this.#held.reverse();
        this.#held = [];
        this.#deliver(held, endMs + EVENT_DELAY_MS);
      });
    }
    this.#held.push(...events);
  }

  #eventOf({ bucket, type, reason, object }: ObjectChange): CloudEvent {
    const sequence = this.#sequence++;
    const sequencer = sequence.toString(16).toUpperCase().padStart(18, "0");
    const created = { size: object.sizeBytes, etag: object.etag };
    return {
      version: "0",
      id: `00000000-0000-4000-9000-${sequence.toString(16).padStart(12, "0")}`,
      "detail-type": type,
      source: "aws.s3",
      account: this.#account.accountId,
      time: new Date(this.#simulation.nowMs()).toISOString().replace(/\.\d+Z$/, "Z"),
      region: this.#account.region,
      resources: [`arn:aws:s3:::${bucket}`],
      detail: {
        version: "0",
        bucket: { name: bucket },
        object: { key: object.key, ...(type === "Object Created" ? created : {}), sequencer },
        "request-id": `LOCAL${sequencer}`,
        requester: this.#account.accountId,
        "source-ip-address": "127.0.0.1",
        reason,
        ...(type === "Object Deleted" ? { "deletion-type": "Permanently Deleted" } : {}),
      },
    };
  }
}
