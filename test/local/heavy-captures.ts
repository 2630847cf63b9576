import { expect } from "vitest";
import type { Latency } from "../../local/lambda/waiting-times.js";
import { HOUR_MS, START_MS } from "../pipeline/memory/world.js";
import type { Json } from "./assembly-builder.js";
import { changedAssembly } from "./product-assembly.js";

/** The least that is accepted, which is 1.5 times the fixed part, is some cents below. */
export const CAP_USD = 15.5;
export const CONFIG = `
hub:
  notify: { page: [ops@example.com] }
  spend: { monthlyUsd: ${CAP_USD}, notifyAt: [50, 80, 100] }
monitors:
  payments:
    captures: { bucket: model-captures, existing: true, prefix: payments/, format: jsonl }
    columns: { time: at }
    reference: { table: "s3://lake/train.csv" }
    # Judges from the first hour on, which calibrated limits can't after a training table.
    alarms: { rule: fixed }
`;
export const ROWS = 40;
export const DAY_HOURS = 24;
/** Saturday, 7 February: hours are counted from Monday, the 2nd. */
export const FIRST_HOUR = 5 * DAY_HOURS;
export const MARCH_HOUR = 27 * DAY_HOURS;
export const atHour = (hour: number): number => START_MS + hour * HOUR_MS;

/** Heavy captures: each takes fourteen minutes of a run of its own, where Lambda allows a quarter of an hour. */
export const CAPTURE_MS = 14 * 60_000;
/** Its attempt is closed, which is a deletion, once for each capture that is profiled. */
export const heavyCaptures: Latency = ({ functionName, operation }) =>
  functionName === "plumbline-payments-profile" && operation === "DeleteItem" ? CAPTURE_MS : 0;

/** The event source hands over one capture at a time, and its function has the time that it takes. */
export function oneCaptureARun(assemblyDir: string): string {
  const changes: Readonly<Record<string, Json>> = {
    "AWS::Lambda::EventSourceMapping": { BatchSize: 1 },
    "AWS::Lambda::Function": { Timeout: 900 },
  };
  let changed = 0;
  const dir = changedAssembly(assemblyDir, (template) => {
    for (const [id, { Type, Properties }] of Object.entries(template["Resources"] as Record<string, Json>)) {
      const properties = changes[String(Type)];
      if (properties === undefined || !/Captures|profile/.test(id)) continue;
      Object.assign(Properties as Json, properties);
      changed++;
    }
    return template;
  });
  expect(changed).toBe(2);
  return dir;
}

interface Landing {
  readonly key: string;
  /** Of its records. */
  readonly hour: number;
  readonly atMs: number;
}

/** A hundred captures in one hour, four an hour after them, one every other day, and two in the first hours of March. */
export function landings(): readonly Landing[] {
  const land = (hour: number, part = 0): Landing => {
    return { key: `payments/${hour}-${part}.jsonl`, hour, atMs: atHour(hour + 1) + (part + 1) * 30_000 };
  };
  const many = (count: number, hour: number): readonly Landing[] =>
    Array.from({ length: count }, (_, part) => land(hour, part));
  return [
    ...many(100, FIRST_HOUR),
    ...Array.from({ length: 17 }, (_, i) => many(4, FIRST_HOUR + 1 + i)).flat(),
    ...Array.from({ length: 9 }, (_, i) => land(FIRST_HOUR + (2 * i + 2) * DAY_HOURS)),
    land(MARCH_HOUR + 1),
    land(MARCH_HOUR + 2),
  ];
}
