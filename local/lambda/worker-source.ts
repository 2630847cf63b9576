import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";

/** The worker's JavaScript: threads don't share the loader that lets the embedded cloud itself run as TypeScript. */
export function workerSource(): string {
  const file = fileURLToPath(new URL("./worker.ts", import.meta.url));
  return transformSync(readFileSync(file, "utf8"), { loader: "ts", format: "cjs", target: "node20", sourcefile: file })
    .code;
}
