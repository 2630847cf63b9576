/*
 * Small data sets made by rule, so that what a command should find in them is known: 200 customers with an age (18-67),
 * a state (three in turn), a plan that is always the same, a running number and a label that depends on the age.
 */

const STATES = ["MA", "NY", "VT"];
export const ROWS = 200;
const START_MS = Date.UTC(2026, 0, 5);

export interface Customer {
  readonly customer_id: string;
  readonly age: number;
  readonly state: string;
  readonly plan: string;
  readonly running: number;
  readonly balance: number;
  readonly churned: number;
}

export const customers: readonly Customer[] = Array.from({ length: ROWS }, (_, i) => ({
  customer_id: `c-${(i * 7919) % 100_003}-x`,
  age: 18 + ((i * 37) % 50),
  state: STATES[i % 3]!,
  plan: "basic",
  running: 5_000 + i,
  balance: ((i * 377) % 1_000) / 4,
  churned: (i * 37) % 50 > 30 ? 1 : 0,
}));

export const timeOf = (row: number) => new Date(START_MS + row * 60_000).toISOString();

/** A score that goes with the label, always between 0 and 1 and never a whole number. */
const scoreOf = (customer: Customer) => 0.2 + 0.5 * customer.churned + customer.age / 1_000;

export function csvOf(columns: readonly (keyof Customer)[], header = true): string {
  const lines = customers.map((customer) => columns.map((name) => String(customer[name])).join(","));
  return `${[...(header ? [columns.join(",")] : []), ...lines].join("\n")}\n`;
}

/** SageMaker data capture of headerless CSV payloads with a score as output. */
export function sageMakerCaptures(columns: readonly (keyof Customer)[]): string {
  return customers
    .map((customer, i) =>
      JSON.stringify({
        captureData: {
          endpointInput: csvSide("INPUT", columns.map((name) => String(customer[name])).join(",")),
          endpointOutput: csvSide("OUTPUT", `${scoreOf(customer)}\n`),
        },
        eventMetadata: { eventId: `event-${i}`, inferenceTime: timeOf(i) },
        eventVersion: "0",
      }),
    )
    .join("\n");
}

function csvSide(mode: string, data: string): object {
  return { observedContentType: "text/csv", mode, data, encoding: "CSV" };
}

/** Flat JSONL with time, id and prediction among the columns. */
export function flatCaptures(): string {
  return customers
    .map(({ churned, ...rest }, i) => JSON.stringify({ ...rest, predicted_at: timeOf(i), prediction: churned + 0.25 }))
    .join("\n");
}
