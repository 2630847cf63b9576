import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What this package says of itself. */
export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  /** What a project has beside it, by name: `^2.276.0`. */
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** The folder of this package and its manifest: the nearest package.json above that bears its name, source or built. */
export function packageRoot(): { readonly folder: string; readonly manifest: PackageManifest } {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const path = join(folder, "package.json");
    const found = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Partial<PackageManifest>) : undefined;
    if (found?.name === "plumbline" && found.version !== undefined) {
      return { folder, manifest: { peerDependencies: {}, ...found } as PackageManifest };
    }
    if (folder === dirname(folder)) throw new Error("no package.json of plumbline above this file");
  }
}
