import { readFile } from "node:fs/promises";
import { z } from "zod";
import { messageOf } from "../../src/contracts/errors.js";
import { overridden, type PriceTable } from "../../src/core/spend/price-table.js";
import { US_EAST_1 } from "../../src/core/spend/us-east-1.js";
import { UsageError } from "../failure.js";

const PRICES = z.strictObject({
  region: z.string().min(1),
  asOf: z.iso.date(),
  factor: z.number().optional(),
  usd: z.record(z.string(), z.number()).optional(),
});

/**
 * Another region's prices: us-east-1's times a factor, single ones in US dollars.
 *
 * @throws UsageError for a file that can't be read or has another form; PlumblineError `PRICES` for a wrong price
 */
export async function readPrices(path: string): Promise<PriceTable> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new UsageError(`--prices expects a file that can be read, got ${path}: ${messageOf(error)}`, {
      cause: error,
    });
  });
  const parsed = PRICES.safeParse(jsonOf(text, path));
  if (!parsed.success) {
    const [{ path: at, message } = { path: [], message: "" }] = parsed.error.issues;
    throw new UsageError(
      `--prices expects region, asOf (a date), and factor or usd, got in ${path}: ${[at.join("."), message].filter(Boolean).join(": ")}`,
    );
  }
  const { region, asOf, factor, usd } = parsed.data;
  return overridden(US_EAST_1, { region, asOf, ...(factor !== undefined && { factor }), ...(usd && { usd }) });
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--prices expects JSON, got ${path}: ${messageOf(error)}`, { cause: error });
  }
}
