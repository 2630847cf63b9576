import { FormatError } from "../../contracts/errors.js";
import type { QualityState } from "./quality-metric.js";

/** Version of the stored form; a change of what is counted raises it. */
export const QUALITY_FORMAT = 1;

/**
 * A state as JSON text: numbers keep every bit, so that storing and reading changes nothing. A label batch that arrives again writes the same bytes.
 */
export function serialiseQuality(state: QualityState): string {
  return JSON.stringify({ formatVersion: QUALITY_FORMAT, ...state });
}

/** @throws FormatError for anything but a stored state of this version */
export function parseQuality(text: string): QualityState {
  const stored = parsed(text);
  if (typeof stored !== "object" || stored === null) throw new FormatError("quality state", "expects an object");
  const { formatVersion, ...state } = stored as { formatVersion?: unknown; task?: unknown };
  if (formatVersion !== QUALITY_FORMAT) {
    throw new FormatError("quality state", `expects format version ${QUALITY_FORMAT}, got ${String(formatVersion)}`);
  }
  if (!["binary", "multiclass", "regression"].includes(state.task as string)) {
    throw new FormatError("quality state", `expects a task, got ${String(state.task)}`);
  }
  return state as unknown as QualityState;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text, revived);
  } catch {
    throw new FormatError("quality state", "expects JSON");
  }
}

/** JSON writes null for an infinity: the smallest and largest of no rows, or a sum beyond the largest double. */
function revived(key: string, value: unknown): unknown {
  if (value !== null) return value;
  return key === "max" ? -Infinity : Infinity;
}

/** A reviver for documents that hold moments and nulls of their own: JSON writes null for the extremes of no rows. */
export function reviveMoments(key: string, value: unknown): unknown {
  if (value !== null) return value;
  if (key === "max") return -Infinity;
  return key === "min" || key === "m2" ? Infinity : null;
}
