import { HOUR_MS, START_MS, type World } from "./world.js";
import { uniforms } from "../../core/drift/seeded-random.js";

/** What is different in an hour. */
export interface Change {
  /** Added to every amount; their standard deviation is 30. */
  readonly amount?: number;
  /** Share of rows from a country that nobody has seen. */
  readonly strange?: number;
}

/** One capture of independent rows: amounts around 100, three countries; the same hour gives the same bytes. */
export function transactions(hour: number, rows: number, { amount = 0, strange = 0 }: Change = {}): string {
  const random = uniforms(hour + 100_000);
  const lines = Array.from({ length: rows }, (_, row) => {
    const at = new Date(START_MS + hour * HOUR_MS + Math.floor((row * HOUR_MS) / rows)).toISOString();
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const [u, v] = [random(), random()];
    const country = v < strange ? "ZZ" : u < 0.6 ? "DE" : u < 0.9 ? "FR" : "PT";
    return JSON.stringify({ at, amount: Math.round((100 + amount + 30 * normal) * 100) / 100, country });
  });
  return `${lines.join("\n")}\n`;
}

/** Lets hours of transactions land and be profiled, then analyses as the last one has settled. */
export async function runHours(
  world: World,
  hours: { readonly from: number; readonly to: number },
  change: (hour: number) => Change = () => ({}),
  rows = 100,
): Promise<void> {
  for (let hour = hours.from; hour < hours.to; hour++) {
    world.nowMs = START_MS + (hour + 1) * HOUR_MS;
    await world.writeCapture(`payments/${String(hour + 5000)}.jsonl`, transactions(hour, rows, change(hour)));
  }
  await world.deliver();
  world.nowMs = START_MS + hours.to * HOUR_MS + 35 * 60_000;
  await world.analyze();
}
