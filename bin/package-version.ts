import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Version of this package, from the nearest package.json above that bears its name, be this file source or built. */
export function packageVersion(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const path = join(folder, "package.json");
    const found = existsSync(path)
      ? (JSON.parse(readFileSync(path, "utf8")) as { name?: string; version?: string })
      : {};
    if (found.name === "plumbline" && found.version !== undefined) return found.version;
    if (dirname(folder) === folder) throw new Error("the plumbline command stands in no package of that name");
  }
}
