import { FormatError } from "../contracts/errors.js";

/**
 * Holds the format of something stored to the rule of upgrades: an engine reads what it writes and the format before it. What
 * a newer engine wrote is refused rather than misread.
 *
 * @param found as it was read; undefined where it was written before formats were numbered, which counts as 1
 * @param newest format that this engine writes
 * @returns the format, `newest` or the one before
 * @throws FormatError for any other
 */
export function readableFormat(what: string, found: unknown, newest: number): number {
  const format = found ?? 1;
  const oldest = Math.max(1, newest - 1);
  if (typeof format === "number" && Number.isInteger(format) && format >= oldest && format <= newest) return format;
  const expected = oldest === newest ? `format ${newest}` : `format ${oldest} or ${newest}`;
  const advice =
    typeof format === "number" && format > newest
      ? "a newer version wrote it: deploy that version again"
      : "it is too old";
  throw new FormatError(what, `expects ${expected}, got ${JSON.stringify(format)}; ${advice}`, { newest });
}
