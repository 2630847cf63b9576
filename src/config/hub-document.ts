import { FormatError, messageOf } from "../contracts/errors.js";
import { resolveConfig } from "./resolve.js";
import type { Config } from "./types.js";

/** Name of the file beside the bundle of each of the hub's functions. */
export const HUB_DOCUMENT = "hub.json";

/**
 * The hub and all its monitors as a file: what was written, `defaults:` merged in, as JSON. A function's environment holds
 * 4 KB, which is too little for many monitors.
 */
export function serialiseHubDocument({ document }: Pick<Config, "document">): string {
  return `${JSON.stringify(document)}\n`;
}

/**
 * The configuration that `serialiseHubDocument` has written, defaults filled in again.
 *
 * @throws FormatError when the text is no JSON; ConfigError when it isn't valid
 */
export function parseHubDocument(text: string): Config {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FormatError(HUB_DOCUMENT, messageOf(error));
  }
  return resolveConfig({ file: HUB_DOCUMENT, value, locate: null });
}
