import type { ReadProfile } from "./read-profile.js";

/** A table whose every column is no more than this many, all of them text, is perhaps prose or a program. */
const FEW_COLUMNS = 1;

/**
 * Any text can be read as CSV. What speaks against it: half of its lines don't fit the others, or each line is one text.
 *
 * @returns why the files may be no data; null where they look like it
 */
export function doubtOf({ files, profile }: ReadProfile): string | null {
  const csv = files.filter(({ format }) => format === "csv");
  const odd = csv.find(({ records, rejects }) => rejects.total > 0 && rejects.total >= records);
  if (odd) {
    const lines = odd.records + odd.rejects.total;
    return `${odd.rejects.total} of the ${lines} lines of ${odd.name} don't fit the others as CSV`;
  }
  const onlyText = profile.columns.every(({ kinds }) => kinds.text > 0);
  const isNarrow = profile.columns.length === FEW_COLUMNS && profile.columns[0]!.name.includes(" ");
  if (csv.length < files.length || !onlyText || !isNarrow) return null;
  return "each line is one text, under a first line that is hardly a column's name";
}
