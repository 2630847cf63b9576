import { nearestName } from "../../src/config/problems/nearest-name.js";
import { UsageError } from "../failure.js";
import type { TimePlace } from "./event-times.js";
import type { LogHead } from "./log-head.js";

/** What each side of a replay is called in messages. */
export type Side = "reference" | "production";

/**
 * Where the records of one side say when they were made: in the column that is named; else in the capture's own metadata; else
 * in the only column that holds times.
 *
 * @throws UsageError when there is no such place, or more than one
 */
export function timePlaceOf(side: Side, head: LogHead, named: string | undefined): TimePlace {
  const { columns, hasMetadataTimes, timeTexts, timeNumbers } = head;
  if (named !== undefined) {
    if (columns.includes(named)) return { column: named };
    throw new UsageError(`--timestamp expects a column that the ${side} holds, got ${named}${hintOf(named, columns)}`);
  }
  if (hasMetadataTimes) return { metadata: true };
  const candidates = timeTexts.size > 0 ? [...timeTexts] : [...timeNumbers];
  if (candidates.length === 1) return { column: candidates[0]! };
  if (candidates.length === 0) {
    throw new UsageError(
      `the ${side} has no column that holds times; --timestamp expects the name of the one that does, of ${listed(columns)}${tableHint(side)}`,
    );
  }
  throw new UsageError(
    `the ${side} has several columns that hold times; --timestamp expects the one that says when a record was made, of ${listed(candidates)}`,
  );
}

function tableHint(side: Side): string {
  if (side === "production") return "";
  return ". What is normal from hour to hour can't be learned from a table without time: `plumbline compare` compares two tables";
}

function hintOf(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === null ? `, with the columns ${listed(known)}` : `; did you mean ${nearest}?`;
}

/** Names that fit into a message. */
const MOST_LISTED = 12;

function listed(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const shown = names.slice(0, MOST_LISTED).join(", ");
  return names.length > MOST_LISTED ? `${shown} and ${names.length - MOST_LISTED} more` : shown;
}
