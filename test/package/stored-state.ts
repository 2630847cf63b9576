import { readFileSync } from "node:fs";

export interface Stored {
  readonly items: readonly { readonly pk: string; readonly sk: string; readonly body: unknown }[];
  readonly objects: readonly { readonly key: string; readonly base64: string }[];
}

/** What an earlier version left behind, see fixtures/stored-formats/SOURCES.md. */
export function storedState(): Stored {
  const file = new URL("fixtures/stored-formats/state.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Stored;
}
