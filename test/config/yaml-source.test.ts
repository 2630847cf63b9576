import { describe, expect, it } from "vitest";
import { ConfigError, parseConfig } from "../../src/config/index.js";

function messageFor(text: string): string {
  try {
    parseConfig(text, "p.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
}

describe("a file that is no configuration", () => {
  it.each([
    { why: "nothing", text: "", expected: /p\.yaml:1:1 the file expects a configuration with monitors, got an empty/ },
    { why: "only comments", text: "# later\n", expected: /got an empty value$/ },
    { why: "a text", text: "hello", expected: /got "hello"$/ },
    { why: "a list", text: "[1, 2]", expected: /got a list of 2$/ },
    { why: "tabs", text: "monitors:\n\ta: 1\n", expected: /^p\.yaml:2:1 .*Tabs are not allowed.*spaces\?$/ },
    { why: "an open bracket", text: "monitors: [1\n", expected: /valid YAML/ },
    { why: "two documents", text: "---\na: 1\n---\nb: 2\n", expected: /got several documents$/ },
    {
      why: "a field twice",
      text: "monitors:\n  a: {}\n  a: {}\n",
      expected: /^p\.yaml:3:3 .*Map keys must be unique$/,
    },
    { why: "a binary file", text: "\u0000\u0001\u0002PAR1", expected: /^p\.yaml:1:1 the file expects/ },
    {
      why: "aliases that multiply",
      text: `a: &a [x,x,x,x,x,x,x,x]\nb: &b [${"*a,".repeat(40)}]\nc: &c [${"*b,".repeat(40)}]\nd: [${"*c,".repeat(40)}]`,
      expected: /the file expects at most 100 aliases/,
    },
  ])("is refused with a reason: $why", ({ text, expected }) => {
    expect(messageFor(text)).toMatch(expected);
  });
});

describe("a data file that is named by mistake", () => {
  it("is refused in ten lines, the last of which counts the others", () => {
    // Every line behind the first is a document of its own to a YAML parser, each token of it an error.
    const lines = messageFor('{"a": 1, "b": "x"}\n'.repeat(500)).split("\n");
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatch(/^p\.yaml:2:1 the file expects one document of valid YAML/);
    expect(lines[9]).toMatch(/, and \d{3,} more behind it$/);
    expect(lines.slice(0, 9).join()).not.toContain("more behind it");
  });
});

describe("YAML", () => {
  it("may merge maps by anchors", () => {
    const text = "monitors:\n  a: &a { reference: { live: 3d } }\n  b: { <<: *a, window: { size: day } }\n";
    expect(parseConfig(text, "p.yaml").monitors[1]).toMatchObject({
      reference: { kind: "live", days: 3 },
      window: { size: "day" },
    });
  });

  it("may be JSON", () => {
    expect(parseConfig('{"monitors":{"a":{"reference":{"live":"3d"}}}}', "p.json").monitors).toHaveLength(1);
  });

  it("may write names as numbers and booleans", () => {
    const text =
      "monitors: { 1: { reference: { live: 3d }, features: { ignore: [1, true] }, model: { positiveClass: 1 } } }";
    const [monitor] = parseConfig(text, "p.yaml").monitors;
    expect([monitor!.name, monitor!.features.ignore, monitor!.model.positiveClass]).toEqual(["1", ["1", "true"], "1"]);
  });
});
