import type { S3Location } from "../../config/types.js";
import { PlumblineError } from "../../contracts/errors.js";
import type { Buckets } from "../../contracts/ports.js";

/** Importances of thousands of features fit; a larger file is none. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Importance by feature name: a CSV of two columns, name and importance, any scale. A first line whose second field is no
 * number is a header.
 *
 * @throws PlumblineError `IMPORTANCE` when there is no such object, or a line has no number >= 0
 */
export async function featureImportance(
  location: S3Location | null,
  buckets: Buckets,
): Promise<ReadonlyMap<string, number>> {
  if (location === null) return new Map();
  const url = `s3://${location.bucket}/${location.key}`;
  const store = buckets.bucket(location.bucket);
  const head = await store.head(location.key);
  if (!head) throw new PlumblineError("IMPORTANCE", `features.importance expects an object at ${url}, got none`);
  if (head.sizeBytes > MAX_BYTES) {
    throw new PlumblineError(
      "IMPORTANCE",
      `features.importance expects at most ${MAX_BYTES} bytes at ${url}, got ${head.sizeBytes}`,
    );
  }
  const bytes = await store.getRange(location.key, 0, head.sizeBytes, head.etag);
  return parseImportance(new TextDecoder().decode(bytes), url);
}

export function parseImportance(text: string, url: string): ReadonlyMap<string, number> {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const importance = new Map<string, number>();
  lines.forEach((line, index) => {
    if (line.trim() === "") return;
    const comma = line.lastIndexOf(",");
    const name = line
      .slice(0, comma)
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .replaceAll('""', '"');
    const value = comma < 0 ? Number.NaN : Number(line.slice(comma + 1).trim() || Number.NaN);
    if (value >= 0 && value < Infinity) importance.set(name, value);
    else if (index > 0) {
      throw new PlumblineError(
        "IMPORTANCE",
        `line ${index + 1} of ${url} expects a feature's name and a number of at least 0, separated by a comma`,
      );
    }
  });
  return importance;
}
