import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError } from "../../../../src/contracts/errors.js";
import { ByteReader } from "../../../../src/core/profile/stored/byte-reader.js";
import { ByteWriter } from "../../../../src/core/profile/stored/byte-writer.js";

describe("stored bytes", () => {
  it("give back whole numbers up to 2^53, small ones in one byte", () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(300), fc.maxSafeNat(), fc.constant(2 ** 53)), (value) => {
        const writer = new ByteWriter();
        writer.varint(value);
        expect(new ByteReader(writer.finish()).varint()).toBe(value);
      }),
    );
    const writer = new ByteWriter();
    writer.varint(127);
    expect(writer.finish()).toEqual(Uint8Array.of(127));
  });

  it("give back any text, lone surrogates included", () => {
    const unit = fc.oneof(
      fc.nat(0x7f),
      fc.nat(0xffff),
      fc.nat(0x7ff).map((x) => 0xd800 + x),
    );
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const text = String.fromCharCode(...units);
        const writer = new ByteWriter();
        writer.text(text);
        expect(new ByteReader(writer.finish()).text()).toBe(text);
      }),
    );
  });

  it("give back a keyed hash from nine bytes", () => {
    const writer = new ByteWriter();
    writer.text("#0123456789abcdef", true);
    expect(writer.finish()).toHaveLength(9);
    expect(new ByteReader(writer.finish()).text()).toBe("#0123456789abcdef");
  });

  it.each<{ why: string; read: (reader: ByteReader) => unknown }>([
    { why: "a number", read: (reader) => reader.double() },
    { why: "a text", read: (reader) => reader.text() },
    { why: "a list longer than the bytes that are left", read: (reader) => reader.size() },
    { why: "a number that never ends", read: (reader) => [reader.byte(), reader.varint()] },
  ])("that end within $why are a typed error", ({ read }) => {
    expect(() => read(new ByteReader(Uint8Array.of(0x7c, 0xff, 0xff)))).toThrow(FormatError);
  });

  it("refuse a number beyond 2^53", () => {
    expect(() => new ByteReader(new Uint8Array(9).fill(0xff)).varint()).toThrow(FormatError);
    expect(() => new ByteReader(Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 1)).varint()).toThrow(
      /beyond 2\^53/,
    );
  });
});
