import { ConditionFailedError } from "../contracts/errors.js";
import type { StateTable } from "../contracts/ports.js";
import { partitions } from "./keys.js";

/** The right to be the one writer of a monitor's state. */
export interface Lease {
  /** Grows with every holder and is part of the condition of every state write, so that a late writer loses. */
  readonly fence: number;
  release(): Promise<void>;
}

interface LeaseBody {
  readonly fence: number;
  readonly untilMs: number;
}

/** Longer than any run: a holder that crashed is followed by the next scheduled run. */
const LEASE_MS = 20 * 60_000;

/** @returns null when another run holds the lease */
export async function acquireLease(table: StateTable, monitor: string, nowMs: number): Promise<Lease | null> {
  const pk = partitions.state(monitor);
  const held = await table.get(pk, "LEASE", nowMs);
  const before = held?.body as LeaseBody | undefined;
  if (before && before.untilMs > nowMs) return null;

  const fence = (before?.fence ?? 0) + 1;
  const body: LeaseBody = { fence, untilMs: nowMs + LEASE_MS };
  try {
    const expect = held ? { revision: held.revision } : "absent";
    const revision = await table.put({ pk, sk: "LEASE", body }, nowMs, { expect });
    return {
      fence,
      // Kept, not deleted: the next fence must be larger than this one.
      release: () => releaseLease(table, pk, { fence, untilMs: 0 }, revision, nowMs),
    };
  } catch (error) {
    if (error instanceof ConditionFailedError) return null;
    throw error;
  }
}

async function releaseLease(
  table: StateTable,
  pk: string,
  body: LeaseBody,
  revision: string,
  nowMs: number,
): Promise<void> {
  try {
    await table.put({ pk, sk: "LEASE", body }, nowMs, { expect: { revision } });
  } catch (error) {
    // Whoever took the lease over after it ran out keeps it.
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}
