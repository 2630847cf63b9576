import { describe, expect, it } from "vitest";
import { cellNumber, ClassIndex, classText, labelMapper } from "../../../src/core/labels/class-text.js";

describe("the one rule by which classes are compared", () => {
  it.each([
    { cell: true, text: "1" },
    { cell: "True", text: "1" },
    { cell: " FALSE ", text: "0" },
    { cell: 1, text: "1" },
    { cell: "1", text: "1" },
    { cell: "1.0", text: "1" },
    { cell: "1e3", text: "1000" },
    { cell: -0, text: "0" },
    { cell: "+2", text: "2" },
    { cell: "007", text: "007" },
    { cell: "yes", text: "yes" },
    { cell: "Yes", text: "Yes" },
    { cell: "12345678901234567890", text: "12345678901234567890" },
    { cell: "", text: "" },
    { cell: "1 2", text: "1 2" },
  ])("$cell is the class $text", ({ cell, text }) => {
    expect(classText(cell)).toBe(text);
    expect(classText(classText(cell))).toBe(text);
  });

  it.each([
    { cell: "2.50", number: 2.5 },
    { cell: 3, number: 3 },
    { cell: true, number: 1 },
    { cell: "high", number: NaN },
    { cell: "NaN", number: NaN },
    { cell: "12345678901234567890", number: 1.2345678901234567e19 },
  ])("$cell is the number $number", ({ cell, number }) => {
    expect(cellNumber(cell)).toBe(number);
  });

  it("gives a class one index however it is written", () => {
    const index = new ClassIndex(["0", "1"]);
    expect([index.of("1"), index.of(1), index.of(true), index.of("1.0"), index.of(0), index.of("other")]).toEqual([
      1, 1, 1, 1, 0, 2,
    ]);
    expect(index.names).toEqual(["0", "1", "other"]);
  });

  it("puts labels into the model's words as written first, then by the rule", () => {
    const mapped = labelMapper({ "True.": 1, "False.": 0, churned: "yes", "2": "two" });
    expect(["True.", "False.", " churned", 2, "2.0", "other"].map((cell) => mapped(cell))).toEqual([
      1,
      0,
      "yes",
      "two",
      "two",
      "other",
    ]);
  });
});
