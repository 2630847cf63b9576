import * as z from "zod/mini";
import { field, optionalGroup } from "./field.js";
import { columnNames, s3Url } from "./texts.js";

const kind = z.enum(["numeric", "categorical"]);

export const featuresSchema = optionalGroup("what is known of the features, such as { ignore: [phone] }", {
  types: field(
    z._default(z.record(z.string(), kind, { error: "numeric or categorical by column name" }), {}),
    "Kinds of columns whose values mislead: an area code looks like a number and is `categorical`.",
    { fallback: "inferred from the reference" },
  ),
  ignore: field(
    z._default(columnNames(), []),
    "Columns that are read but not checked: ids, and what moves with time. `plumbline validate` proposes them.",
  ),
  importance: field(
    z.optional(s3Url()),
    "Table of feature importances (columns `feature`, `importance`) that ranks causes.",
    {
      fallback: "equal",
    },
  ),
  sensitive: field(z._default(columnNames(), []), "Columns of which no value is ever kept or shown by name."),
});
