/**
 * Limits of the daily cumulative sum by length of the reference: H = a + b ln(1 / rate), rate = false alarms per test
 * side per 30 days. Monte-Carlo with mean and standard deviation estimated from that many days; Siegmund's formula,
 * which takes them as known, gave five times too many alarms.
 */
const TREND_TABLE = [
  { days: 14, a: -9.35, b: 2.785 },
  { days: 21, a: -3.02, b: 1.464 },
  { days: 28, a: -1.74, b: 1.153 },
  { days: 42, a: -0.51, b: 0.865 },
  { days: 60, a: 0.19, b: 0.702 },
  { days: 90, a: 0.42, b: 0.634 },
  { days: 365, a: 0.78, b: 0.529 },
] as const;

/**
 * Limit H of the trend check, linear in 1 / days between the rows of the table.
 *
 * @param budget        expected false alarms per 30 days over all tests, positive
 * @param effectiveDays reference days divided by their memory l^2
 * @param twoSided      number of two-sided checks; each is tested on both sides
 * @returns null below 14 days: no trend can be told from so few
 */
export function trendLimit(budget: number, effectiveDays: number, twoSided: number): number | null {
  if (effectiveDays < TREND_TABLE[0].days) return null;
  const logTests = Math.log((2 * twoSided) / budget);
  const limitAt = (row: (typeof TREND_TABLE)[number]): number => row.a + row.b * logTests;
  const next = TREND_TABLE.findIndex((row) => row.days >= effectiveDays);
  if (next < 0) return limitAt(TREND_TABLE[TREND_TABLE.length - 1]!);
  const above = TREND_TABLE[next]!;
  const below = TREND_TABLE[Math.max(0, next - 1)]!;
  if (above === below) return limitAt(above);
  const share = (1 / effectiveDays - 1 / below.days) / (1 / above.days - 1 / below.days);
  return limitAt(below) + share * (limitAt(above) - limitAt(below));
}
