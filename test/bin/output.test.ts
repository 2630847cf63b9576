import { describe, expect, it } from "vitest";
import { createOutput } from "../../bin/output.js";

function watched(interactive: boolean) {
  const written = { out: "", err: "" };
  const terminal = {
    out: (text: string) => (written.out += text),
    err: (text: string) => (written.err += text),
    interactive,
    debug: false,
  };
  return { written, terminal };
}

describe("what a command says", () => {
  it("is text without --json and one object with it", () => {
    for (const asJson of [false, true]) {
      const { written, terminal } = watched(false);
      const output = createOutput(terminal, asJson);
      output.line("hello");
      output.json({ a: 1 });
      expect(written.out).toBe(asJson ? '{\n  "a": 1\n}\n' : "hello\n");
    }
  });

  it("shows progress only where a person watches, and takes it away again", () => {
    for (const interactive of [false, true]) {
      const { written, terminal } = watched(interactive);
      const output = createOutput(terminal, false);
      output.progress("reading");
      output.end();
      expect(written.err).toBe(interactive ? "\r\u001b[Kreading\r\u001b[K" : "");
      expect(written.out).toBe("");
    }
  });
});
