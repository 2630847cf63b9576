import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

export const inRepository = (path: string): string => join(root, path);

/** A folder that is gone when the file's tests are done. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-package-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Runs a program and answers what it printed. */
export function run(cwd: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  return execFileSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "--no-warnings", ...env },
  });
}

const SOURCES = [
  ...["bin", "lambdas", "lib", "scripts", "src"],
  ...["package.json", "tsconfig.json", "tsconfig.types.json", "LICENSE", "NOTICE"],
];

/** A copy of the sources, built: whoever else builds or changes dist/ meanwhile plays no role. */
export function buildCopy(folder: string, ...options: readonly "--types"[]): string {
  for (const name of SOURCES) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  run(folder, process.execPath, ["scripts/build.mjs", ...options]);
  return folder;
}

/**
 * Installs the packed tarball without a network: unpacked into node_modules, its dependencies linked beside it. The
 * package finds them only there, as it would in somebody else's project.
 */
export function installTarball(project: string, tarball: string, dependencies: readonly string[]): void {
  const modules = join(project, "node_modules");
  mkdirSync(join(modules, "plumbline"), { recursive: true });
  run(project, "tar", ["-xzf", tarball, "--strip-components=1", "-C", join(modules, "plumbline")]);
  for (const name of dependencies) {
    mkdirSync(join(modules, name, ".."), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(modules, name), "dir");
  }
  mkdirSync(join(modules, ".bin"), { recursive: true });
  symlinkSync("../plumbline/dist/bin/plumbline.js", join(modules, ".bin/plumbline"));
}

export function writeProject(folder: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
