import { resolveConfig } from "./resolve.js";
import type { Config } from "./types.js";
import { readYaml } from "./yaml-source.js";

/**
 * Reads `plumbline.yaml`.
 *
 * @param text YAML or JSON
 * @param fileName for messages
 * @throws ConfigError with every problem at once, each with its place in the file
 */
export function parseConfig(text: string, fileName: string): Config {
  return resolveConfig(readYaml(text, fileName));
}

/**
 * Checks a configuration that is data already, written in the dialect of `plumbline.yaml`.
 *
 * @param name for messages, in place of a file name
 * @throws ConfigError with every problem at once
 */
export function configFromData(value: unknown, name: string): Config {
  return resolveConfig({ file: name, value, locate: null });
}
