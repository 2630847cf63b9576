import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { modelCard } from "../../../../src/core/report/page/model-card.js";
import { entryList } from "../../../../src/core/report/page/page-parts.js";
import { pageShell } from "../../../../src/core/report/page/page-shell.js";

describe("a report's page", () => {
  it("allows its own style by hash and nothing else", () => {
    const html = pageShell({ title: "churn", sections: ["<p>x</p>", ""], style: ".x{color:red}" });
    const style = /<style>(.*?)<\/style>/s.exec(html)![1]!;
    const hash = createHash("sha256").update(style).digest("base64");
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(style).toContain(".x{color:red}");
    // Style attributes would need more than the hash.
    expect(html).not.toContain("unsafe-inline");
  });

  it("escapes its title", () => {
    expect(pageShell({ title: "</title><script>", sections: [] })).toContain("&lt;/title&gt;&lt;script&gt;");
  });
});

describe("the model card", () => {
  it("shows what configuration says, nested fields by their path", () => {
    const html = modelCard({
      owner: "risk",
      tags: { tier: "1" },
      card: { training: { rows: 120_000, files: ["a", "b"] } },
    });
    expect(html).toContain("<dt>Owner</dt><dd>risk</dd>");
    expect(html).toContain("<dt>training.rows</dt><dd>120000</dd><dt>training.files</dt><dd>a, b</dd>");
    expect(html).toContain("<dt>tier</dt><dd>1</dd>");
  });

  it("is left out where nothing is said", () => {
    expect(modelCard({ task: null, owner: null })).toBe("");
  });

  it("shortens what no one would read", () => {
    expect(modelCard({ card: { notes: "x".repeat(5_000) } }).length).toBeLessThan(800);
  });
});

it("only web addresses are links", () => {
  expect(entryList([["Runbook", "https://wiki.example/a?b=1&c=2"]])).toContain(
    '<a href="https://wiki.example/a?b=1&amp;c=2">',
  );
  expect(entryList([["Runbook", "javascript:alert(1)"]])).not.toContain("<a ");
  expect(entryList([["Runbook", null]])).toBe("");
});
