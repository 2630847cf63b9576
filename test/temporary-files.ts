import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One folder for the temporary files of all tests, which is gone once they are done. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-tests-"));
  process.env["TMPDIR"] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
