import { createWriteStream } from "node:fs";
import { once } from "node:events";

/** A small generator (mulberry32), so that every run writes the same bytes. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PLANS = ["basic", "plus", "premium", "enterprise"];
const STATES = ["NY", "CA", "TX", "WA", "MA", "IL", "GA", "NC", "OH", "PA", "FL", "NJ"];
const DEVICES = ["ios", "android", "web"];

/**
 * One record of 20 features: 14 numbers (three with 16 to 17 digits), 5 categories of 3 to 5,000 values, one boolean.
 */
export function features(random: () => number): string[] {
  const whole = (below: number): string => String(Math.floor(random() * below));
  const money = (below: number): string => (random() * below).toFixed(2);
  return [
    whole(90),
    whole(1000),
    money(500),
    whole(60),
    money(300),
    whole(150),
    money(20),
    whole(12),
    whole(2),
    whole(40),
    money(9000),
    String(random()),
    String(random() * 100),
    String(random() / 1000),
    PLANS[Math.floor(random() * PLANS.length)]!,
    STATES[Math.floor(random() * STATES.length)]!,
    DEVICES[Math.floor(random() * DEVICES.length)]!,
    `city-${whole(200)}`,
    `sku-${whole(5000)}`,
    random() < 0.5 ? "true" : "false",
  ];
}

export const HEADER = Array.from({ length: 20 }, (_, i) => `feature_${i}`);

/** One line of data capture, as SageMaker writes it for a CSV endpoint. */
export function captureLine(random: () => number, number: number): string {
  const id = `${hex(random, 8)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 12)}`;
  const time = new Date(Date.UTC(2024, 0, 1) + number * 10).toISOString().replace(/\.\d+Z/, "Z");
  return (
    '{"captureData":{"endpointInput":{"observedContentType":"text/csv","mode":"INPUT","data":"' +
    features(random).join(",") +
    '","encoding":"CSV"},"endpointOutput":{"observedContentType":"text/csv; charset=utf-8","mode":"OUTPUT","data":"' +
    String(random()) +
    `","encoding":"CSV"}},"eventMetadata":{"eventId":"${id}","inferenceTime":"${time}"},"eventVersion":"0"}`
  );
}

/** One record as a JSON object. */
export function jsonLine(random: () => number): string {
  const values = features(random);
  return `{${values.map((value, i) => `"${HEADER[i]!}":${i < 14 || i === 19 ? value : JSON.stringify(value)}`).join(",")}}`;
}

export function csvLine(random: () => number): string {
  return features(random).join(",");
}

/** Writes `rows` lines to a file. */
export async function writeLines(
  path: string,
  first: string | null,
  rows: number,
  line: (row: number) => string,
): Promise<void> {
  const file = createWriteStream(path);
  if (first !== null) file.write(`${first}\n`);
  for (let row = 0; row < rows; row += 1000) {
    const lines = Array.from({ length: Math.min(1000, rows - row) }, (_, i) => line(row + i));
    if (!file.write(`${lines.join("\n")}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}

function hex(random: () => number, digits: number): string {
  let text = "";
  while (text.length < digits) text += Math.floor(random() * 16).toString(16);
  return text;
}
