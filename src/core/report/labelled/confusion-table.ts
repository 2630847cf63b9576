import { escapeHtml } from "../escape.js";
import { formatCount, formatShare } from "../words.js";

/** Classes that are shown; those with the most rows. */
const MOST_CLASSES = 20;

/** Rows by true class, then by what the model said. */
export interface Confusions {
  readonly classes: readonly string[];
  readonly now: readonly (readonly number[])[];
  /** Null where the reference's counts are not kept. */
  readonly reference: readonly (readonly number[])[] | null;
}

/** What the model said of each true class, as shares of the class; the reference's share below. */
export function confusionTable({ classes, now, reference }: Confusions): string {
  const rowsOf = (counts: readonly number[] | undefined): number => (counts ?? []).reduce((sum, rows) => sum + rows, 0);
  const order = classes
    .map((_, k) => k)
    .sort((a, b) => rowsOf(now[b]) - rowsOf(now[a]) || a - b)
    .slice(0, MOST_CLASSES)
    .sort((a, b) => a - b);
  const cell = (actual: number, said: number): string => {
    const all = rowsOf(now[actual]);
    const rows = now[actual]![said]!;
    const share = all === 0 ? 0 : rows / all;
    const of = rowsOf(reference?.[actual]);
    const before = reference && of > 0 ? `<small>${formatShare(reference[actual]![said]! / of)}</small>` : "";
    const level = Math.min(4, Math.ceil(4 * share));
    const kind = actual === said ? "right" : "wrong";
    return `<td class="number ${kind} level${level}" title="${formatCount(rows)} rows">${all === 0 ? "" : formatShare(share)}${before}</td>`;
  };
  const head = order.map((k) => `<th class="number">${escapeHtml(classes[k]!)}</th>`).join("");
  const body = order.map((actual) => {
    const cells = order.map((said) => cell(actual, said)).join("");
    return `<tr><th scope="row">${escapeHtml(classes[actual]!)}<small>${formatCount(rowsOf(now[actual]))} rows</small></th>${cells}</tr>`;
  });
  const rest = classes.length - order.length;
  const more = rest > 0 ? `<p class="note">${rest} rarer classes are left out.</p>` : "";
  return `<div class="scroll"><table class="confusion"><thead><tr><th>True class</th>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>${more}`;
}
