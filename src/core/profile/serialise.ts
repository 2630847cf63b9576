import { FormatError } from "../../contracts/errors.js";
import { REJECT_REASONS, type RejectReason, type Rejects } from "../../contracts/records.js";
import { ByteReader } from "./stored/byte-reader.js";
import { ByteWriter } from "./stored/byte-writer.js";
import { checksum32 } from "./stored/checksum.js";
import { PROFILE_FORMAT, type Profile } from "./profile.js";
import { readCoMoments, writeCoMoments } from "./stored/stored-co-moments.js";
import { readableFormat } from "../stored-format.js";
import { readColumn, writeColumn } from "./stored/stored-column.js";

/** `PLBP`: what the bytes of a profile begin with. */
const MAGIC = 0x50424c50;
/** Magic, format, length and checksum of the body: 4 + 1 + 4 + 4 bytes, all little-endian. */
const HEADER_BYTES = 13;

/** The profile as bytes: the same profile gives the same bytes on every platform. */
export function serialiseProfile(profile: Profile): Uint8Array {
  const body = new ByteWriter();
  body.bytes(Buffer.from(profile.seed, "hex"));
  body.byte(profile.binsId === null ? 0 : 1);
  if (profile.binsId !== null) body.bytes(Buffer.from(profile.binsId, "hex"));
  body.varint(profile.records);
  writeRejects(body, profile.rejects);
  body.varint(profile.columns.length);
  for (const column of profile.columns) writeColumn(body, column);
  writeCoMoments(body, profile.coMoments);
  const bytes = body.finish();
  const whole = new ByteWriter();
  whole.uint32(MAGIC);
  whole.byte(PROFILE_FORMAT);
  whole.uint32(bytes.length);
  whole.uint32(checksum32(bytes));
  whole.bytes(bytes);
  return whole.finish();
}

/**
 * The profile that `serialiseProfile` made the bytes from, this engine's or that of the format before.
 *
 * @throws FormatError when bytes are truncated, changed, older than the format before this engine's, newer, or no profile at all
 */
export function parseProfile(bytes: Uint8Array): Profile {
  const { format, body } = checkedBody(bytes);
  const reader = new ByteReader(body);
  const seed = reader.bytes(8).toString("hex");
  const binsId = reader.byte() === 0 ? null : reader.bytes(8).toString("hex");
  const records = reader.varint();
  const rejects = readRejects(reader);
  const columns = Array.from({ length: reader.size() }, () => readColumn(reader));
  // Format 1 ended here: no correlations were watched.
  const coMoments = format === 1 ? undefined : readCoMoments(reader);
  if (reader.remaining > 0) throw new FormatError("profile", "has bytes left over", { bytes: reader.remaining });
  return { seed, binsId, records, rejects, columns, ...(coMoments && { coMoments }) };
}

function checkedBody(bytes: Uint8Array): { readonly format: number; readonly body: Uint8Array } {
  const header = new ByteReader(bytes);
  if (bytes.length < HEADER_BYTES || header.uint32() !== MAGIC) {
    throw new FormatError("profile", "expects bytes that begin with PLBP", { bytes: bytes.length });
  }
  const format = readableFormat("profile", header.byte(), PROFILE_FORMAT);
  const length = header.uint32();
  const checksum = header.uint32();
  const body = bytes.subarray(HEADER_BYTES);
  if (body.length !== length) {
    throw new FormatError("profile", `expects ${length} bytes after its header, got ${body.length}`, {
      expected: length,
      got: body.length,
    });
  }
  if (checksum32(body) !== checksum) throw new FormatError("profile", "has a wrong checksum", { checksum });
  return { format, body };
}

function writeRejects(writer: ByteWriter, { total, byReason, samples }: Rejects): void {
  const counts = REJECT_REASONS.flatMap((reason) => {
    const count = byReason[reason];
    return count === undefined ? [] : [{ reason, count }];
  });
  writer.varint(total);
  writer.varint(counts.length);
  for (const { reason, count } of counts) {
    writer.text(reason);
    writer.varint(count);
  }
  writer.varint(samples.length);
  for (const { reason, line, detail } of samples) {
    writer.text(reason);
    writer.varint(line);
    writer.text(detail);
  }
}

function readRejects(reader: ByteReader): Rejects {
  const total = reader.varint();
  const counts = Array.from({ length: reader.size() }, () => [readReason(reader), reader.varint()] as const);
  const samples = Array.from({ length: reader.size() }, () => ({
    reason: readReason(reader),
    line: reader.varint(),
    detail: reader.text(),
  }));
  return { total, byReason: Object.fromEntries(counts), samples };
}

function readReason(reader: ByteReader): RejectReason {
  const text = reader.text();
  const reason = REJECT_REASONS.find((known) => known === text);
  if (!reason) throw new FormatError("profile", "names a reason for rejecting that this engine doesn't know", { text });
  return reason;
}
