import type { ByteSource, DecodeOptions } from "../../../contracts/decoding.js";
import type { RecordBatch, RejectLog } from "../../../contracts/records.js";
import { decodeCsv } from "../csv.js";
import { decodeRowGroups } from "../parquet.js";
import { captureFormats } from "../registry.js";
import type { PartPlan } from "./part-plan.js";
import { byteRange, lineRange, type ByteRange } from "./part-source.js";

/**
 * Reads one part of an object, as `openCapture` reads a whole one: the records of all parts are the records of the
 * object, each once, and so are its rejects. Lines are counted from the start of the part, and a limit on columns holds for
 * each part.
 *
 * @param part one of the plan's
 * @throws UnreadableSourceError
 */
export function openPart(
  source: ByteSource,
  plan: PartPlan,
  part: ByteRange,
  options: DecodeOptions,
  rejects: RejectLog,
): AsyncIterable<RecordBatch> {
  if (plan.unit === "row groups") return decodeRowGroups(source, options, rejects, part);
  if (plan.csv === null) return captureFormats.get(plan.format).decode(lineRange(source, part), options, rejects);
  // The first part holds the header, if there is one, and finds it as the whole object does.
  return decodeCsv(byteRange(source, part), options, rejects, true, part.start === 0 ? null : plan.csv);
}
