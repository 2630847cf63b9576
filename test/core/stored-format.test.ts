import { expect, it } from "vitest";
import { FormatError } from "../../src/contracts/errors.js";
import { readableFormat } from "../../src/core/stored-format.js";

it.each([
  { found: 3, newest: 3, why: "what this engine writes" },
  { found: 2, newest: 3, why: "the format before" },
  { found: undefined, newest: 1, why: "what was written before formats were numbered, as the first" },
  { found: undefined, newest: 2, why: "the same, one format later" },
])("reads $why", ({ found, newest }) => {
  expect(readableFormat("baseline", found, newest)).toBe(found ?? 1);
});

it.each([
  { found: 4, newest: 3, says: "expects format 2 or 3, got 4; a newer version wrote it: deploy that version again" },
  { found: 1, newest: 3, says: "expects format 2 or 3, got 1; it is too old" },
  { found: undefined, newest: 3, says: "got 1; it is too old" },
  { found: 2, newest: 1, says: "expects format 1, got 2; a newer version" },
  { found: "2", newest: 2, says: 'got "2"; it is too old' },
  { found: 1.5, newest: 2, says: "got 1.5" },
  { found: null, newest: 3, says: "it is too old" },
])("refuses $found where $newest is written", ({ found, newest, says }) => {
  const read = () => readableFormat("baseline", found, newest);
  expect(read).toThrow(FormatError);
  expect(read).toThrow(says);
});
