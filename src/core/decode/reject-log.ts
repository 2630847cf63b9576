import type { RejectLog, RejectReason, RejectSample, Rejects } from "../../contracts/records.js";

/**
 * Counts rejected records by reason and keeps the first samples of each reason.
 *
 * A report of 0 records is a note: something was left out (columns beyond the limit, a binary payload) while its
 * records still count. It shows in `byReason` and `samples` and leaves `total` alone, so in = used + rejected holds.
 */
export function createRejectLog(maxSamples = 5): RejectLog {
  const byReason: Partial<Record<RejectReason, number>> = {};
  const sampled = new Map<RejectReason, number>();
  const samples: RejectSample[] = [];
  let total = 0;
  return {
    reject(reason, line, detail, records = 1) {
      total += records;
      byReason[reason] = (byReason[reason] ?? 0) + records;
      const kept = sampled.get(reason) ?? 0;
      if (kept >= maxSamples) return;
      sampled.set(reason, kept + 1);
      samples.push({ reason, line, detail });
    },
    summary: (): Rejects => ({ total, byReason: { ...byReason }, samples: [...samples] }),
  };
}
