/** How the keys of captures are laid out, as far as one key shows it. */
export interface KeyLayout {
  /** What comes before the date; ends with `/` or is empty. */
  readonly prefix: string;
  /** Pattern of the date for `columns.time.path`; null where the key has none. */
  readonly timePattern: string | null;
}

const DAY_IN_SEGMENT = /^(.*?)(\d{4})-(\d{2})-(\d{2})$/;
const PARTS = [
  { token: "yyyy", value: /^(?:(year|yyyy|y)=)?(20\d{2})$/i },
  { token: "MM", value: /^(?:(month|mm|m)=)?(0[1-9]|1[0-2])$/i },
  { token: "dd", value: /^(?:(day|dd|d)=)?(0[1-9]|[12]\d|3[01])$/i },
  { token: "HH", value: /^(?:(hour|hh|h)=)?([01]\d|2[0-3])$/i },
] as const;

/** Finds `dt=2026-01-31`, `2026/01/31/00` or `year=2026/month=01/day=31` in a key. */
export function keyLayout(key: string): KeyLayout {
  const folders = key.split("/").slice(0, -1);
  for (const [i, folder] of folders.entries()) {
    const timePattern = dayPattern(folder) ?? partsPattern(folders.slice(i));
    if (timePattern !== null) return { prefix: asPrefix(folders.slice(0, i)), timePattern };
  }
  return { prefix: asPrefix(folders), timePattern: null };
}

function dayPattern(folder: string): string | null {
  const match = DAY_IN_SEGMENT.exec(folder);
  return match && !Number.isNaN(Date.parse(folder.slice(match[1]!.length))) ? `${match[1]!}{yyyy-MM-dd}` : null;
}

/** Year, month and day in three folders, and the hour if there is a fourth. */
function partsPattern(folders: readonly string[]): string | null {
  const patterns: string[] = [];
  for (const [i, { token, value }] of PARTS.entries()) {
    const match = value.exec(folders[i] ?? "");
    if (!match) break;
    patterns.push(match[1] === undefined ? `{${token}}` : `${match[1]}={${token}}`);
  }
  return patterns.length >= 3 ? patterns.join("/") : null;
}

function asPrefix(folders: readonly string[]): string {
  return folders.length === 0 ? "" : `${folders.join("/")}/`;
}
