#!/usr/bin/env node
// Looks at the package as npm would publish it: do its entries exist, and do they mean the same to Node and TypeScript?
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const root = fileURLToPath(new URL("..", import.meta.url));

function run(command, ...args) {
  return execFileSync(command, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

function attw(tarball, ...options) {
  const cli = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
  run(process.execPath, cli, tarball, "--no-definitely-typed", ...options);
}

async function lint(tarball) {
  const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer } });
  if (messages.length > 0) throw new Error(messages.map((message) => formatMessage(message, pkg)).join("\n"));
}

const folder = mkdtempSync(join(tmpdir(), "plumbline-package-"));
try {
  run(process.execPath, "scripts/build.mjs", "--types");
  const [{ filename, entryCount, size }] = JSON.parse(
    run("npm", "pack", "--json", "--ignore-scripts", "--pack-destination", folder),
  );
  const tarball = join(folder, filename);
  await lint(tarball);
  // Constructs serve CommonJS and ES modules; the engine is an ES module, as the Parquet reader below it is.
  attw(tarball, "--profile", "node16", "--entrypoints", ".");
  attw(tarball, "--profile", "esm-only", "--entrypoints", "./core");
  console.log(`${filename}: ${entryCount} files, ${Math.round(size / 1024)} KB, as it should be`);
} catch (error) {
  console.error(error.stdout ?? error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
