/*
 * Timestamped logs made by rule: an amount that is normal around 50 (standard deviation 10), a plan of three, a country, a
 * running number. The same seed gives the same bytes.
 */

export const DAY_MS = 86_400_000;
export const REFERENCE_START_MS = Date.UTC(2026, 0, 5);

export interface LogOptions {
  readonly seed: number;
  readonly startMs: number;
  readonly days: number;
  readonly rowsPerDay: number;
  /** Added to the amount, from a day of the log on. */
  readonly shift?: { readonly by: number; readonly fromDay: number };
  /** How a time is written. Default ISO 8601. */
  readonly time?: (timeMs: number) => string;
  /** All rows of a day at its midnight. */
  readonly daily?: boolean;
}

export interface LogRow {
  readonly ts: string;
  readonly amount: string;
  readonly plan: string;
  readonly kind: string;
  readonly id: string;
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

export function logRows({ seed, startMs, days, rowsPerDay, shift, time = iso, daily = false }: LogOptions): LogRow[] {
  const random = uniform(seed);
  return Array.from({ length: days * rowsPerDay }, (_, row) => {
    const day = Math.floor(row / rowsPerDay);
    const within = daily ? 0 : ((row % rowsPerDay) / rowsPerDay) * DAY_MS;
    const moved = shift && day >= shift.fromDay ? shift.by : 0;
    // Irwin-Hall: twelve uniforms add up to a variance of 1.
    const normal = Array.from({ length: 12 }, random).reduce((sum, u) => sum + u, -6);
    return {
      ts: time(startMs + day * DAY_MS + Math.floor(within)),
      amount: (50 + 10 * normal + moved).toFixed(3),
      plan: ["free", "pro", "team"][Math.floor(random() * 3)]!,
      kind: "k",
      id: `id-${seed}-${row}`,
    };
  });
}

export function csvLog(options: LogOptions): string {
  return csvOf(logRows(options));
}

export function csvOf(rows: readonly LogRow[]): string {
  const lines = rows.map(({ ts, amount, plan, kind, id }) => [ts, amount, plan, kind, id].join(","));
  return ["ts,amount,plan,kind,id", ...lines, ""].join("\n");
}

/** mulberry32: uniform in [0, 1). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
