import type { ByteSource } from "../../src/contracts/decoding.js";
import { openCapture } from "../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../src/core/decode/reject-log.js";

/** Names of a table's columns, from its first records. @throws UnreadableSourceError */
export async function headerOf(table: ByteSource): Promise<string[]> {
  for await (const { columns } of openCapture(table, "auto", {}, createRejectLog())) {
    return columns.map(({ name }) => name);
  }
  return [];
}
