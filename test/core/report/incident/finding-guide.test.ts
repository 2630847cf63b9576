import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FINDING_GUIDE, guideKind, guideOf } from "../../../../src/core/report/incident/finding-guide.js";
import { guideSection } from "../../../../src/core/report/incident/guide-section.js";

const page = readFileSync(new URL("../../../../docs/operations.md", import.meta.url), "utf8");
const sections = page
  .split(/^## /m)
  .find((section) => section.startsWith("Findings"))!
  .split(/^### /m)
  .slice(1);

/** Lines joined: where they break says nothing. */
const part = (section: string, name: string): string =>
  new RegExp(`^- \\*\\*${name}\\*\\*: (.*?)(?=^- \\*\\*|(?![^]))`, "ms")
    .exec(section)?.[1]!
    .trim()
    .replace(/\s+/g, " ") ?? "(none)";

describe("what reports say of a finding", () => {
  it("has a section for every kind that docs/operations.md describes, in its order", () => {
    const headings = sections.map((section) => section.slice(0, section.indexOf("\n")));
    expect(headings).toEqual([...FINDING_GUIDE.map(({ kind }) => kind), "What a mail may say besides"]);
  });

  it.each(FINDING_GUIDE)(
    "$kind: is what docs/operations.md says, word for word",
    ({ kind, means, likelyCauses, action }) => {
      const section = sections.find((each) => each.startsWith(`${kind}\n`))!;
      expect({ means, likelyCauses, action }).toEqual({
        means: part(section, "Mail"),
        likelyCauses: part(section, "Likely causes"),
        action: part(section, "Action"),
      });
    },
  );

  it.each([
    { check: "shift", kind: "shift" },
    { check: "all pairs", kind: "all pairs" },
    { check: "concept", kind: "concept" },
    { check: "psi", kind: "fixed metrics" },
    { check: "a metric of tomorrow", kind: "fixed metrics" },
  ])("of $check it is the section $kind", ({ check, kind }) => {
    expect(guideKind({ check })).toBe(kind);
    expect(guideOf({ check }).kind).toBe(kind);
  });

  it("shows code as code and links as their text", () => {
    const html = guideSection({ check: "missing" });
    expect(html).toContain("<code>missing values 1 % -&gt; 4.2 %</code>");
    expect(html).toContain("What counts as missing: missing-values.md.");
    expect(html).not.toContain("<a ");
  });
});
