import { escapeHtml } from "../escape.js";

/** Parts that reports share. Texts are plain and escaped here; what is called HTML is not. */

export interface Figure {
  readonly name: string;
  readonly value: string;
  /** Below the value, small. */
  readonly note?: string;
}

/** The few numbers that a page begins with. */
export function figures(shown: readonly Figure[]): string {
  const items = shown.map(({ name, value, note = "" }) => {
    const small = note === "" ? "" : `<small>${escapeHtml(note)}</small>`;
    return `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}${small}</dd></div>`;
  });
  return `<dl class="figures">\n${items.join("\n")}\n</dl>`;
}

export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A table whose first column names the row. @param rows cells as HTML */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const number = (column: Column | undefined): string => (column?.isNumber === true ? ' class="number"' : "");
  const head = columns.map((column) => `<th${number(column)}>${escapeHtml(column.title)}</th>`).join("");
  const body = rows.map((cells) => {
    const [name = "", ...rest] = cells;
    const others = rest.map((cell, i) => `<td${number(columns[i + 1])}>${cell}</td>`).join("");
    return `<tr><th scope="row">${name}</th>${others}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

/** Names and values as plain texts; values that are null are left out. */
export type Entries = readonly (readonly [name: string, value: string | null])[];

export function entryList(entries: Entries): string {
  const rows = entries.flatMap(([name, value]) =>
    value === null ? [] : [`<dt>${escapeHtml(name)}</dt><dd>${textOrLink(value)}</dd>`],
  );
  return rows.length === 0 ? "" : `<dl class="provenance">${rows.join("")}</dl>`;
}

/** A text that is a web address as a whole can be followed. */
function textOrLink(text: string): string {
  const shown = escapeHtml(text);
  return /^https?:\/\/\S+$/.test(text) ? `<a href="${shown}">${shown}</a>` : shown;
}

/** How this was judged: the last section of each report. */
export function provenanceSection(entries: Entries): string {
  return `<section><h2>How this was judged</h2>${entryList(entries)}</section>`;
}
