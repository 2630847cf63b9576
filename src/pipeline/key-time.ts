import { PlumblineError } from "../contracts/errors.js";

const TOKENS = { yyyy: "(\\d{4})", MM: "(\\d{2})", dd: "(\\d{2})", HH: "(\\d{2})" } as const;
type Token = keyof typeof TOKENS;

/**
 * Event time from a key, by a pattern such as `dt={yyyy-MM-dd}` or `{yyyy}/{MM}/{dd}/{HH}`, in a time zone.
 *
 * @returns epoch milliseconds of the start of that hour or day, or null where the key doesn't match
 */
export function timeFromKey(key: string, pattern: string, timeZone: string): number | null {
  const tokens: Token[] = [];
  const source = pattern
    .split(/(\{[^}]*\})/)
    .map((part) => (part.startsWith("{") ? partPattern(part.slice(1, -1), tokens) : escapePattern(part)))
    .join("");
  const match = new RegExp(source).exec(key);
  if (!match) return null;
  const part = (token: Token, otherwise: number): number => {
    const at = tokens.indexOf(token);
    return at < 0 ? otherwise : Number(match[at + 1]);
  };
  const wallMs = Date.UTC(part("yyyy", 1970), part("MM", 1) - 1, part("dd", 1), part("HH", 0));
  return wallMs - zoneOffsetMs(wallMs - zoneOffsetMs(wallMs, timeZone), timeZone);
}

function partPattern(text: string, tokens: Token[]): string {
  return text
    .split(/(yyyy|MM|dd|HH)/)
    .map((piece) => {
      if (!(piece in TOKENS)) return escapePattern(piece);
      tokens.push(piece as Token);
      return TOKENS[piece as Token];
    })
    .join("");
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** How far the zone's clock is ahead of UTC at this instant, in milliseconds. */
export function zoneOffsetMs(instantMs: number, timeZone: string): number {
  if (timeZone === "UTC") return 0;
  const text = formatterOf(timeZone).format(instantMs);
  const match = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (!match) throw new PlumblineError("TIME_ZONE", `time zone expects an IANA name, got ${timeZone}`);
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = match;
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === "-" ? -size : size;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}
