import * as z from "zod/mini";
import { field, group } from "./field.js";
import { columnName, distinctList } from "./texts.js";

const cutPoints = "a list of ascending numbers";

const cutSegment = group("a column name or { column: tenure, cuts: [12, 36] }", {
  column: field(columnName(), "Column that splits the records."),
  cuts: field(
    z.array(z.number({ error: cutPoints }), { error: cutPoints }).check(
      z.minLength(1, { error: "at least one number" }),
      z.refine((cuts) => cuts.every((cut, i) => i === 0 || cut > cuts[i - 1]!), { error: cutPoints }),
    ),
    "Where a numeric column is cut: `[12, 36]` makes three segments.",
  ),
});

export const segmentsSchema = z._default(
  distinctList(
    z.union([columnName(), cutSegment], { error: "a column name or { column: tenure, cuts: [12, 36] }" }),
    "a list of columns",
  ),
  [],
);
