import fc from "fast-check";

/** Pieces that decide how a text is read, put where they don't belong. */
const PIECES: readonly string[] = [
  '"',
  "\\",
  "\\n",
  '\\"',
  "\\\\",
  "\n",
  "\r\n",
  "\r",
  ",",
  ";",
  "\t",
  " ",
  "{",
  "}",
  "[",
  "]",
  ":",
  "null",
  "NaN",
  "-Infinity",
  "true",
  "NA",
  "1e5",
  "1.",
  ".5",
  "-0",
  "007",
  "0.10",
  ".9,",
  "9007199254740993",
  "0.12345678901234567",
  "é",
  "\u0000",
  "\\u0041",
  '""',
  '","',
  '\\",\\"',
  "SageMakerOutput",
  '"data":"',
  "c0",
  "999999999999999999999",
  "-",
  "+1",
  "e",
  '"__proto__":1,',
  "output",
];

interface Edit {
  readonly at: number;
  readonly kind: "insert" | "remove" | "replace" | "repeat" | "flip" | "break";
  readonly piece: string;
  readonly length: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(1 << 20),
  kind: fc.constantFrom("insert", "remove", "replace", "repeat", "flip", "break"),
  piece: fc.constantFrom(...PIECES),
  length: fc.integer({ min: 1, max: 40 }),
});

/** A hostile variant of one of the documents: a few edits of bytes and pieces, wherever they fall. */
export function mutated(documents: readonly Uint8Array[]): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.constantFrom(...documents), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([document, edits]) => edits.reduce<Buffer>((bytes, one) => apply(bytes, one), Buffer.from(document)));
}

function apply(bytes: Buffer, { at, kind, piece, length }: Edit): Buffer {
  const from = at % (bytes.length + 1);
  const to = Math.min(bytes.length, from + length);
  const parts: Record<Edit["kind"], () => Buffer[]> = {
    insert: () => [bytes.subarray(0, from), Buffer.from(piece), bytes.subarray(from)],
    remove: () => [bytes.subarray(0, from), bytes.subarray(to)],
    replace: () => [bytes.subarray(0, from), Buffer.from(piece), bytes.subarray(to)],
    repeat: () => [bytes.subarray(0, to), bytes.subarray(from)],
    flip: () => [
      bytes.subarray(0, from),
      bytes.subarray(from, to).map((byte) => byte ^ (1 << (length % 8))) as Buffer,
      bytes.subarray(to),
    ],
    break: () => [bytes.subarray(0, from)],
  };
  return Buffer.concat(parts[kind]());
}
