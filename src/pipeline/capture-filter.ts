/** Which objects below the capture prefix are captures. */
export interface CaptureSelection {
  /** `employment/`; empty for a whole bucket. */
  readonly prefix: string;
  /** Globs on the key below the prefix; nothing means all. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * True when the key is a capture: below the prefix, included, not excluded, and no part of it starts with `_` or `.`
 * (`_SUCCESS`, `_temporary/`, `.part-0.crc`: what Spark and its kin leave beside their data).
 */
export function isCapture(key: string, selection: CaptureSelection): boolean {
  if (!key.startsWith(selection.prefix) || key.endsWith("/")) return false;
  const path = key.slice(selection.prefix.length);
  if (path.split("/").some((part) => part.startsWith("_") || part.startsWith("."))) return false;
  const { include, exclude } = selection;
  if (include.length > 0 && !include.some((glob) => matchesGlob(path, glob))) return false;
  return !exclude.some((glob) => matchesGlob(path, glob));
}

/** `*` is any run of characters but `/`, `**` any run at all, `?` one character. */
function matchesGlob(path: string, glob: string): boolean {
  const pattern = glob.replace(/[.+^${}()|[\]\\]|\*\*|\*|\?/g, (token) => {
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    return `\\${token}`;
  });
  return new RegExp(`^${pattern}$`, "s").test(path);
}

/**
 * The key partition of a capture: everything before its last `/`. Where `captures.replaces` is `partition`, the
 * objects of one partition are one unit.
 */
export function partitionOf(key: string): string {
  return key.slice(0, key.lastIndexOf("/") + 1);
}
