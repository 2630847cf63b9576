import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { WINDOW, WINDOW_BYTES, WINDOW_MARGIN } from "../../../src/core/kernel/memory-layout.js";
import { sharedKernel } from "../../../src/core/kernel/kernel.js";

it("holds what its sources compile to", { timeout: 60_000 }, () => {
  const script = fileURLToPath(new URL("../../../scripts/build-kernel.mjs", import.meta.url));
  expect(() => execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" })).not.toThrow();
});

it("runs on this machine, in memory that holds its layout", () => {
  expect(sharedKernel()?.bytes.length).toBeGreaterThanOrEqual(WINDOW + WINDOW_BYTES + WINDOW_MARGIN);
});
