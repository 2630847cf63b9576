import { readFile } from "node:fs/promises";
import { type Config, parseConfig } from "../src/config/index.js";
import { messageOf } from "../src/contracts/errors.js";
import { UsageError } from "./failure.js";

export const DEFAULT_CONFIG_FILE = "plumbline.yaml";

/** Anything longer is no configuration but a data file named by mistake. */
const MOST_BYTES = 4 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file; `npx plumbline init` writes a first one",
  EISDIR: "it is a folder",
  EACCES: "it may not be read by this user",
};

/**
 * Reads a configuration from a file.
 * @throws UsageError when there is none; ConfigError with everything that is wrong in it
 */
export async function readConfig(path: string): Promise<Config> {
  const bytes = await readFile(path).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new UsageError(`${path} expects a configuration, but ${REASONS[code] ?? messageOf(error)}`, { cause: error });
  });
  if (bytes.length > MOST_BYTES)
    throw new UsageError(`${path} expects a configuration, got ${bytes.length} bytes of data`);
  if (bytes.includes(0)) throw new UsageError(`${path} expects a YAML text, got binary data`);
  return parseConfig(bytes.toString("utf8"), path);
}
