import type { CsvLayout } from "./csv-layout.js";
import type { JsonLayout } from "./json-layout.js";

/** What stands between two literals of a captured event. */
export type Slot =
  | { readonly kind: "rows"; readonly layout: CsvLayout | JsonLayout }
  | { readonly kind: "inferenceId" | "eventId" | "time" | "text" | "number" };
