#!/usr/bin/env node
// Makes dist/: the Lambda bundles that `cdk deploy` uploads, the command line, the construct library and the engine.
// `node scripts/build.mjs` takes some seconds; `--types` adds the type declarations (for packing), and `--if-changed` does
// nothing where no source is newer than the last build.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

// Bundled CommonJS packages call `require`, which an ES module doesn't have.
const REQUIRE_BANNER = `import{createRequire}from"node:module";const require=createRequire(import.meta.url);`;
// The construct library finds the Lambda bundles beside itself, also as CommonJS.
const FILE_URL_BANNER = `"use strict";const importMetaUrl = require("node:url").pathToFileURL(__filename).href;`;

const shared = {
  // Paths relative to the root only, so that the same sources make the same bytes in any folder.
  absWorkingDir: root,
  bundle: true,
  write: false,
  platform: "node",
  target: "node20",
  logLevel: "warning",
};

/** One folder per lambdas/<name>/handler.ts; without metafile or source map, so that asset hashes follow the code alone. */
const lambdaBuild = {
  ...shared,
  entryPoints: handlerNames().map((name) => ({ in: `lambdas/${name}/handler.ts`, out: `${name}/index` })),
  outdir: "dist/lambdas",
  outExtension: { ".js": ".mjs" },
  format: "esm",
  minify: true,
  mainFields: ["module", "main"],
  banner: { js: REQUIRE_BANNER },
};

function handlerNames() {
  return readdirSync(join(root, "lambdas"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, "lambdas", entry.name, "handler.ts")))
    .map((entry) => entry.name)
    .sort();
}

const engineBuild = {
  ...shared,
  entryPoints: ["src/core/index.ts"],
  outfile: "dist/core/index.js",
  format: "esm",
  packages: "external",
};

const commandBuild = {
  ...shared,
  entryPoints: ["bin/plumbline.ts"],
  outdir: "dist/bin",
  // A command loads what it needs when it runs, so that `--help` starts at once.
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  format: "esm",
  packages: "external",
};

// Apart from the command line, so that it finds the Lambda bundles where the library does: in ../lambdas/.
const appBuild = {
  ...shared,
  entryPoints: ["bin/app.ts"],
  outfile: "dist/app/index.js",
  format: "esm",
  packages: "external",
};

const libraryBuild = {
  ...shared,
  entryPoints: ["lib/index.ts"],
  outfile: "dist/lib/index.cjs",
  format: "cjs",
  packages: "external",
  banner: { js: FILE_URL_BANNER },
  define: { "import.meta.url": "importMetaUrl" },
};

/** An ES module over the CommonJS one: both kinds of app get the same classes, so that `instanceof` holds. */
async function libraryFacade() {
  const { metafile } = await build({ ...libraryBuild, format: "esm", banner: {}, define: {}, metafile: true });
  const names = [...metafile.outputs["dist/lib/index.cjs"].exports].sort();
  return [
    `import library from "./index.cjs";`,
    ...names.map((name) => `export const ${name} = library.${name};`),
    "",
  ].join("\n");
}

/** Writes only what changed and in one step: whoever reads meanwhile sees the old file or the new one. */
function write(path, bytes) {
  if (existsSync(path) && Buffer.compare(readFileSync(path), Buffer.from(bytes)) === 0) return;
  mkdirSync(dirname(path), { recursive: true });
  // Beside dist/, not in it: a folder that is being hashed or packed holds nothing else.
  const draft = join(root, `.dist-draft-${process.pid}`);
  writeFileSync(draft, bytes);
  renameSync(draft, path);
}

async function run(options) {
  const { outputFiles } = await build(options);
  for (const file of outputFiles) write(file.path, file.contents);
  if (options.splitting) removeOtherFiles(join(root, options.outdir), outputFiles);
}

/** Chunks are named for their content, so those of an earlier build would stay. */
function removeOtherFiles(folder, outputFiles) {
  const wanted = new Set(outputFiles.map(({ path }) => path));
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name);
    if (name.endsWith(".js") && !wanted.has(path)) rmSync(path, { force: true });
  }
}

/** Bundles of handlers that are no more would still be offered to the constructs. */
function removeStaleLambdas() {
  const wanted = new Set(handlerNames());
  const folder = join(dist, "lambdas");
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!wanted.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** dist/types for ES modules; dist/types-cjs, the same declarations under `"type": "commonjs"`, for CommonJS. */
function declareTypes() {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  for (const [folder, type] of [
    ["types", "module"],
    ["types-cjs", "commonjs"],
  ]) {
    rmSync(join(dist, folder), { recursive: true, force: true });
    write(join(dist, folder, "package.json"), `${JSON.stringify({ type })}\n`);
  }
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.types.json"], { cwd: root, stdio: "inherit" });
  const emitted = join(dist, "types");
  for (const file of readdirSync(emitted, { recursive: true }).map(String)) {
    if (/^(lib|src\/(config|contracts))\/.*\.d\.ts$/.test(file.replaceAll("\\", "/"))) {
      write(join(dist, "types-cjs", file), readFileSync(join(emitted, file)));
    }
  }
}

const SOURCES = ["bin", "lambdas", "lib", "src", "scripts/build.mjs", "package-lock.json"];

/** A build gives dist/ the time at which it began. */
function isBuilt() {
  if (!existsSync(dist)) return false;
  const builtMs = statSync(dist).mtimeMs;
  const isOlder = (path) => statSync(path).mtimeMs <= builtMs;
  return SOURCES.map((name) => join(root, name)).every(
    (path) =>
      isOlder(path) &&
      (!statSync(path).isDirectory() ||
        readdirSync(path, { recursive: true }).every((name) => isOlder(join(path, name)))),
  );
}

async function main() {
  if (process.argv.includes("--if-changed") && isBuilt()) return;
  const [started, begun] = [performance.now(), new Date()];
  const entries = [engineBuild, commandBuild, appBuild, libraryBuild].filter((options) =>
    existsSync(join(root, options.entryPoints[0])),
  );
  removeStaleLambdas();
  await Promise.all([lambdaBuild, ...entries].map(run));
  if (entries.includes(libraryBuild)) write(join(dist, "lib/index.mjs"), await libraryFacade());
  const command = join(dist, "bin/plumbline.js");
  if (existsSync(command)) chmodSync(command, 0o755);
  if (process.argv.includes("--types")) declareTypes();
  utimesSync(dist, begun, begun);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `built ${relative(process.cwd(), dist) || dist} with ${handlerNames().length} Lambda bundles in ${seconds} s`,
  );
}

try {
  await main();
} catch (error) {
  // esbuild and tsc have said where and what already.
  if (!("errors" in error) && !("status" in error)) throw error;
  process.exit(1);
}
