import type { RejectReason, Rejects, RejectSample } from "../../contracts/records.js";

/** Samples kept per reason. */
const MAX_SAMPLES = 5;

/** Counts add up; the first samples of each reason stay. */
export function mergeRejects(a: Rejects, b: Rejects): Rejects {
  const byReason: Partial<Record<RejectReason, number>> = { ...a.byReason };
  for (const [reason, count] of Object.entries(b.byReason) as [RejectReason, number][]) {
    byReason[reason] = (byReason[reason] ?? 0) + count;
  }
  return { total: a.total + b.total, byReason, samples: firstPerReason([...a.samples, ...b.samples]) };
}

function firstPerReason(samples: readonly RejectSample[]): RejectSample[] {
  const kept = new Map<RejectReason, number>();
  return samples.filter(({ reason }) => {
    const count = (kept.get(reason) ?? 0) + 1;
    kept.set(reason, count);
    return count <= MAX_SAMPLES;
  });
}
