/**
 * Whether a version is in a range of the form `^2.1148.1`: the same major version, and not before it. Versions with a suffix
 * (`2.1148.1-rc.0`) count as their numbers.
 */
export function isWithin(version: string, caretRange: string): boolean {
  const [major, minor, patch] = numbersOf(version);
  const [wantedMajor, wantedMinor, wantedPatch] = numbersOf(caretRange);
  if (major !== wantedMajor) return false;
  return minor === wantedMinor ? patch >= wantedPatch : minor > wantedMinor;
}

function numbersOf(text: string): readonly [number, number, number] {
  const match = /(\d+)\.(\d+)\.(\d+)/.exec(text);
  if (!match) throw new Error(`a version expects three numbers, got ${text}`);
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}
