/** Which objects below the capture prefix are captures. */
export interface CaptureSelection {
  /** `employment/`; empty for a whole bucket. */
  readonly prefix: string;
  /** Globs on the key below the prefix; empty: all. */
  readonly include: readonly string[];
  /** Globs on the key below the prefix, or on any one segment of it: `_*` leaves out `_temporary/part-0` too. */
  readonly exclude: readonly string[];
}

/** True when the object at this key is a capture of the monitor. */
export function isCapture(key: string, selection: CaptureSelection): boolean {
  if (!key.startsWith(selection.prefix) || key.endsWith("/")) return false;
  const path = key.slice(selection.prefix.length);
  const { include, exclude } = selection;
  if (include.length > 0 && !include.some((glob) => matchesGlob(path, glob))) return false;
  const parts = [path, ...path.split("/")];
  return !exclude.some((glob) => parts.some((part) => matchesGlob(part, glob)));
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
