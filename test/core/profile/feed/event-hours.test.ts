import { describe, expect, it } from "vitest";
import { createRejectLog } from "../../../../src/core/decode/reject-log.js";
import { EventHours, NO_HOUR } from "../../../../src/core/profile/feed/event-hours.js";
import type { TimeRule } from "../../../../src/core/profile/options.js";
import { AUGUST, AUGUST_MS, HOUR_MS, recordBatch, type Cell } from "../record-batches.js";

function hoursOf(time: TimeRule, batches: readonly ReturnType<typeof recordBatch>[], maxHours?: number) {
  const rejects = createRejectLog();
  const finder = new EventHours({ time, ...(maxHours === undefined ? {} : { maxHours }) }, rejects);
  const hours = batches.flatMap((batch) => Array.from(finder.of(batch).subarray(0, batch.rows)));
  return { hours, rejects: rejects.summary() };
}

const column = (...at: Cell[]) => recordBatch({ at });

describe("event hours", () => {
  it("reads epoch numbers and ISO texts of one column, even side by side", () => {
    const { hours } = hoursOf({ column: "at", bounds: null }, [
      column(AUGUST_MS / 1e3, AUGUST_MS + HOUR_MS, "2026-08-01T02:59:59Z", BigInt(AUGUST_MS) * 1_000_000n),
    ]);
    expect(hours).toEqual([AUGUST, AUGUST + 1, AUGUST + 2, AUGUST]);
  });

  it("rejects missing and unreadable times and says what was expected, never what was there", () => {
    const { hours, rejects } = hoursOf({ column: "at", bounds: null }, [column(AUGUST_MS), column(null, "soon", true)]);
    expect(hours).toEqual([AUGUST, NO_HOUR, NO_HOUR, NO_HOUR]);
    const detail = "expects an epoch time or ISO 8601 text in column at";
    expect(rejects).toEqual({
      total: 3,
      byReason: { "time-missing": 3 },
      samples: [2, 3, 4].map((line) => ({ reason: "time-missing", line, detail })),
    });
  });

  it("rejects all records where the column or the capture's metadata is not there", () => {
    expect(hoursOf({ column: "when", bounds: null }, [column(AUGUST_MS)]).rejects.total).toBe(1);
    expect(hoursOf({ metadata: true, bounds: null }, [column(AUGUST_MS)]).rejects.total).toBe(1);
    expect(hoursOf({ fixedMs: NaN, bounds: null }, [column(1, 2)]).rejects.byReason).toEqual({ "time-missing": 2 });
  });

  it("reads the capture's metadata", () => {
    const batch = recordBatch({ x: [1, 2, 3] }, [AUGUST_MS, NaN, AUGUST_MS + 5 * HOUR_MS]);
    expect(hoursOf({ metadata: true, bounds: null }, [batch]).hours).toEqual([AUGUST, NO_HOUR, AUGUST + 5]);
  });

  it("takes bounds as from (inclusive) to (exclusive)", () => {
    const bounds = { fromMs: AUGUST_MS, toMs: AUGUST_MS + HOUR_MS };
    const { hours, rejects } = hoursOf({ column: "at", bounds }, [
      column(AUGUST_MS - 1, AUGUST_MS, AUGUST_MS + HOUR_MS - 1, AUGUST_MS + HOUR_MS),
    ]);
    expect(hours).toEqual([NO_HOUR, AUGUST, AUGUST, NO_HOUR]);
    expect(rejects.byReason).toEqual({ "time-out-of-range": 2 });
    expect(rejects.samples[0]!.detail).toBe(
      "expects event time in [2026-08-01T00:00:00.000Z, 2026-08-01T01:00:00.000Z)",
    );
  });

  it("keeps the first hours of a capture and rejects records of further ones", () => {
    const times = [0, 1, 2, 0, 3, 1].map((hour) => AUGUST_MS + hour * HOUR_MS);
    const { hours, rejects } = hoursOf({ column: "at", bounds: null }, [column(...times)], 2);
    expect(hours).toEqual([AUGUST, AUGUST + 1, NO_HOUR, AUGUST, NO_HOUR, AUGUST + 1]);
    expect(rejects.samples[0]).toEqual({
      reason: "time-out-of-range",
      line: 3,
      detail: "expects at most 2 event hours in one capture",
    });
  });

  it("allows 48 hours unless told otherwise", () => {
    const times = Array.from({ length: 50 }, (_, hour) => AUGUST_MS + hour * HOUR_MS);
    expect(hoursOf({ column: "at", bounds: null }, [column(...times)]).rejects.total).toBe(2);
  });

  it("counts the hours before 1970 downwards", () => {
    expect(hoursOf({ column: "at", bounds: null }, [column(-1)]).hours).toEqual([-1]);
  });
});
