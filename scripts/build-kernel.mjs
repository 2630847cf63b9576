#!/usr/bin/env node
// Compiles src/core/kernel/assembly (AssemblyScript) and writes the module into src/core/kernel/kernel-bytes.ts, so that it
// is imported like any source, bundled or not, without reading a file. `--check` writes nothing and fails when the file isn't
// what the sources compile to.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import asc from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
const SOURCE = "src/core/kernel/assembly/index.ts";
const TARGET = new URL("../src/core/kernel/kernel-bytes.ts", import.meta.url);
/** Pages of 64 KB that hold all of memory-layout.ts. */
const PAGES = "40";

/** The compiled module. */
async function compileKernel() {
  const options = ["--runtime", "stub", "-O3", "--converge", "--noAssert", "--enable", "simd", "--zeroFilledMemory"];
  const files = {};
  const { error, stderr } = await asc.main(
    [
      SOURCE,
      ...options,
      "--initialMemory",
      PAGES,
      "--maximumMemory",
      PAGES,
      "--outFile",
      "kernel.wasm",
      "--baseDir",
      root,
    ],
    { writeFile: (name, content) => void (files[name] = content) },
  );
  if (error) throw new Error(`the kernel doesn't compile: ${stderr.toString()}`);
  return Buffer.from(files["kernel.wasm"]);
}

/** The source file that holds it. */
async function kernelSource() {
  const bytes = await compileKernel();
  const text = [
    "/** The kernel, compiled from `assembly/` by `npm run build:kernel`: not to be edited. */",
    `export const KERNEL_BASE64 =\n  "${bytes.toString("base64")}";`,
    "",
  ].join("\n");
  return format(text, { parser: "typescript", printWidth: 120 });
}

const source = await kernelSource();
if (!process.argv.includes("--check")) {
  writeFileSync(TARGET, source);
} else if (readFileSync(TARGET, "utf8") !== source) {
  console.error("src/core/kernel/kernel-bytes.ts is not what assembly/ compiles to: npm run build:kernel");
  process.exitCode = 1;
}
