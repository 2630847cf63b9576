import { uniforms } from "../../core/drift/seeded-random.js";
import { HOUR_MS, START_MS, type World } from "../memory/world.js";

const DAY = 24;

/** What is different of a time. */
export interface Circumstances {
  /** Share of cases whose truth is drawn anew by a coin: the same inputs mean less. */
  readonly noise?: number;
  /** Share of cases that get a label. */
  readonly labelled?: number;
}

interface ScoredCase {
  readonly id: string;
  readonly amount: number;
  readonly score: number;
  readonly truth: number;
}

/** Cases of one hour: the amount decides, the score says how likely; the same hour gives the same cases. */
export function scoredCases(hour: number, rows: number, { noise = 0 }: Circumstances = {}): ScoredCase[] {
  const random = uniforms(hour + 300_000);
  return Array.from({ length: rows }, (_, row) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const score = Math.round(1e4 / (1 + Math.exp(-1.5 * normal))) / 1e4;
    const [truth, coin] = [random(), random()];
    const isTrue = coin < noise ? coin < noise / 2 : truth < score;
    return { id: `${hour}-${row}`, amount: Math.round(100 + 30 * normal), score, truth: Number(isTrue) };
  });
}

export function captureOf(hour: number, cases: readonly ScoredCase[]): string {
  return cases
    .map(({ id, amount, score }, row) => {
      const at = new Date(START_MS + hour * HOUR_MS + Math.floor((row * HOUR_MS) / cases.length)).toISOString();
      return `${JSON.stringify({ id, at, amount, score, said: Number(score >= 0.5) })}\n`;
    })
    .join("");
}

/** Labels of the cases of some hours; the first of every ten are never known. */
export function labelsOf(cases: readonly ScoredCase[], labelled = 0.9): string {
  const known = cases.filter((_, row) => row % 10 >= 10 * (1 - labelled) - 1e-9);
  return known.map(({ id, truth }) => `${JSON.stringify({ id, truth })}\n`).join("");
}

export const SCORED_MONITOR = {
  model: { task: "binary", owner: "risk" },
  captures: { bucket: "captures", existing: true, prefix: "payments/", format: "jsonl" },
  columns: { id: "id", time: "at", prediction: "said", output: { score: "score" } },
  reference: { captures: "2026-02-02/2026-02-09" },
  labels: { prefix: "truth/", waitDays: 20 },
  alarms: { rule: "calibrated" },
};

export const ROWS = 60;

/**
 * Lets days pass: captures land by the hour, the labels of a day as one file at the end of so many days later, followed by analysis.
 *
 * @param days first and last + 1
 */
export async function runDays(
  world: World,
  days: { readonly from: number; readonly to: number },
  delayDays: number,
  circumstances: (hour: number) => Circumstances = () => ({}),
): Promise<void> {
  const casesOf = (hour: number): ScoredCase[] => scoredCases(hour, ROWS, circumstances(hour));
  for (let day = days.from; day < days.to; day++) {
    for (const hour of hoursOf(day)) {
      world.nowMs = START_MS + (hour + 1) * HOUR_MS;
      await world.writeCapture(`payments/${String(hour + 5000)}.jsonl`, captureOf(hour, casesOf(hour)));
    }
    if (day >= delayDays) {
      const labels = hoursOf(day - delayDays).map((hour) => labelsOf(casesOf(hour), circumstances(hour).labelled));
      await world.writeLabels(`truth/${String(day + 1000)}.jsonl`, labels.join(""));
    }
    await world.deliver();
    world.nowMs += 35 * 60_000;
    await world.analyze();
  }
}

export const hoursOf = (day: number): number[] => Array.from({ length: DAY }, (_, i) => day * DAY + i);
