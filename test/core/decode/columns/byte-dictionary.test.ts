import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CellKind } from "../../../../src/contracts/records.js";
import { ByteDictionary, ByteRole, type KnownCell } from "../../../../src/core/decode/columns/byte-dictionary.js";

/** Looks a text up as a column does: in its place, else among the crowded. */
function cellOf(known: ByteDictionary, text: string, role: ByteRole, padding = 0): KnownCell | undefined {
  const bytes = Buffer.from(text + " ".repeat(padding));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = bytes.length - padding;
  const place = known.find(bytes, view, 0, end, role);
  if (place < 0) return known.crowdedCell(bytes, 0, end, role);
  return { kind: known.kindAt(place), number: known.numberAt(place), code: known.codeAt(place) };
}

function add(known: ByteDictionary, text: string, role: ByteRole, cell: KnownCell): void {
  const bytes = Buffer.from(text);
  known.add(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length, role, cell);
}

/** Where a text of eight bytes would go in a table of `places`: the same arithmetic, as one who reads the source has it. */
function placeOf(text: string, places: number): number {
  const bytes = Buffer.from(text);
  const mixedIn = bytes.readInt32LE(0) ^ Math.imul(bytes.readInt32LE(4), 0x9e3779b1) ^ (8 << 2);
  let mixed = Math.imul(mixedIn, 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 13)) & (places - 1);
}

const texts = fc.string({ minLength: 1, maxLength: 12 });
const roles = fc.constantFrom(ByteRole.text, ByteRole.token, ByteRole.quotedToken);

describe("a dictionary of bytes", () => {
  it("knows of every text and role what was added, wherever in a buffer it stands, and nothing else", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, roles), { maxLength: 200 }), texts, (entries, other) => {
        const known = new ByteDictionary();
        const model = new Map<string, KnownCell>();
        for (const [text, role] of entries) {
          const key = `${role}${text}`;
          if (model.has(key)) continue;
          const cell = { kind: CellKind.fractional, number: model.size + 0.5, code: model.size };
          model.set(key, cell);
          add(known, text, role, cell);
        }
        for (const [text, role] of entries) {
          expect(cellOf(known, text, role)).toEqual(model.get(`${role}${text}`));
          expect(cellOf(known, text, role, 8)).toEqual(model.get(`${role}${text}`));
        }
        expect(cellOf(known, other, ByteRole.text)).toEqual(model.get(`${ByteRole.text}${other}`));
      }),
    );
  });

  it("keeps texts that were chosen to meet in one place", () => {
    const places = 2_048;
    const meeting: string[] = [];
    for (let i = 0; meeting.length < 300; i++) {
      const text = String(i).padStart(8, "x");
      if (placeOf(text, places) === 7) meeting.push(text);
    }
    const known = new ByteDictionary();
    meeting.forEach((text, code) => {
      add(known, text, ByteRole.text, { kind: CellKind.text, number: 0, code });
    });
    expect(meeting.map((text) => cellOf(known, text, ByteRole.text)?.code)).toEqual(meeting.map((_, code) => code));
  });
});
