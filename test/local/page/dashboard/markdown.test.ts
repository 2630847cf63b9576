import { describe, expect, it } from "vitest";
import { markdown } from "../../../../local/page/dashboard/markdown.js";

function render(text: string): string {
  return markdown(text).markup.replace(/\s*\n\s*/g, "");
}

describe("a text widget's markdown", () => {
  it.each([
    { text: "# Drift\nText", expected: '<h3 class="md-1">Drift</h3><p>Text</p>' },
    { text: "## A\n### B", expected: '<h4 class="md-2">A</h4><h5 class="md-3">B</h5>' },
    { text: "one\ntwo\n\nthree", expected: "<p>one<br />two</p><p>three</p>" },
    { text: "- a\n- b", expected: "<ul><li>a</li><li>b</li></ul>" },
    { text: "1. a\n2. b", expected: "<ol><li>a</li><li>b</li></ol>" },
    { text: "a\n\n---\n\nb", expected: "<p>a</p><hr /><p>b</p>" },
    { text: "**b** *i* `c`", expected: "<p><strong>b</strong> <em>i</em> <code>c</code></p>" },
    { text: "[x](https://a.example)", expected: '<p><a href="https://a.example/" rel="noreferrer">x</a></p>' },
    {
      text: "[button:primary:Go](#mail)",
      expected: '<p><a class="button" href="#mail" rel="noreferrer">Go</a></p>',
    },
    { text: "2 * 3 and a_b", expected: "<p>2 * 3 and a_b</p>" },
  ])("draws $text", ({ text, expected }) => {
    expect(render(text)).toBe(expected);
  });

  it("draws tables", () => {
    const table = render("| a | b |\n|---|---|\n| 1 | 2 |");
    expect(table).toContain('<th scope="col">a</th><th scope="col">b</th>');
    expect(table).toContain("<td>1</td><td>2</td>");
  });

  it.each(["<b>x</b>", "[x](javascript:alert(1))", "[x](data:text/html,y)", "`<i>`", '[<u>](https://a.example/"><i>)'])(
    "shows %s without letting it act",
    (text) => {
      expect(render(text)).not.toMatch(/<(b|i|u)>|href="(javascript|data):/);
    },
  );
});
