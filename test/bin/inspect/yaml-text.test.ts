import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { yamlBlock, yamlInline } from "../../../bin/inspect/yaml-text.js";

const text = fc.oneof(
  fc.string(),
  fc.constantFrom("true", "1", "null", "a: b", "[x", "# c", "a, b", "- x", "~", " ", "é\n"),
);
const value = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.array(text));

describe("YAML on one line", () => {
  it("reads back as it was, whatever the texts hold", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          text.filter((key) => key !== "__proto__"),
          value,
        ),
        (map) => {
          expect(yamlInline(map)).not.toContain("\n");
          expect(parse(yamlInline(map))).toEqual({ ...map });
        },
      ),
    );
  });

  it("quotes only what needs it", () => {
    expect(yamlInline({ ignore: ["a b", "1", "x,y"], n: 1 })).toBe('{ ignore: [a b, "1", "x,y"], n: 1 }');
  });
});

describe("YAML as lines", () => {
  it("keeps maps without maps in them on one line", () => {
    const written = yamlBlock({
      monitors: { a: { features: { ignore: ["x"], types: { y: "categorical" } }, model: { task: "none" } } },
    });
    expect(written).toBe(
      "monitors:\n  a:\n    features:\n      ignore: [x]\n      types: { y: categorical }\n    model: { task: none }",
    );
  });
});
