export interface TableColumn {
  readonly title: string;
  /** Numbers stand at the right. Default left. */
  readonly align?: "left" | "right";
}

/** A table as text: columns as wide as their widest cell, two blanks between them, a rule below the titles. */
export function formatTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, i) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[i] ?? ""))));
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, i) => padded(cells[i] ?? "", widths[i]!, align ?? "left"))
      .join("  ")
      .trimEnd();
  return [
    line(columns.map(({ title }) => title)),
    line(widths.map((width) => "-".repeat(width))),
    ...rows.map(line),
  ].join("\n");
}

function padded(text: string, width: number, align: "left" | "right"): string {
  const blanks = " ".repeat(width - widthOf(text));
  return align === "left" ? text + blanks : blanks + text;
}

/** Characters as people count them, not UTF-16 units. */
function widthOf(text: string): number {
  return Array.from(text).length;
}
