import { expect, it } from "vitest";
import { formatTable } from "../../bin/table.js";

it("a table is as wide as its widest cells, numbers at the right, no blanks at line ends", () => {
  const table = formatTable(
    [{ title: "column" }, { title: "rows", align: "right" }, { title: "note" }],
    [
      ["âge", "7", ""],
      ["a longer name", "12345", "x"],
    ],
  );
  expect(table).toBe(
    [
      "column          rows  note",
      "-------------  -----  ----",
      "âge                7",
      "a longer name  12345  x",
    ].join("\n"),
  );
});
