import type { FileMetaData, SchemaElement, SchemaTree } from "hyparquet";
import { parquetSchema } from "hyparquet";
import { UnreadableSourceError } from "../../../contracts/errors.js";
import type { DecodeLimits } from "../../../contracts/decoding.js";

/** One top-level column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  /** Lists, maps and structs: their values are flattened. */
  readonly nested: boolean;
  /** Power of ten that a decimal's whole number is divided by; null for other types. */
  readonly decimalScale: number | null;
}

/** A row group is decoded column by column in memory: beyond this it doesn't fit a small function. */
const GROUP_BYTES = 1024 ** 3;
const GROUP_CELLS = 1 << 28;

export function columnsOf(metadata: FileMetaData): readonly ParquetColumn[] {
  return parquetSchema(metadata).children.map((child) => ({
    name: child.element.name,
    nested: isNested(child),
    decimalScale: isNested(child) ? null : scaleOf(child.element),
  }));
}

/**
 * The metadata with flat decimal columns as the whole numbers they are stored as: a decimal made by multiplying with
 * 0.01 is off by a bit, one divided by 100 is not.
 */
export function withRawDecimals(metadata: FileMetaData): FileMetaData {
  const flat = new Set(
    parquetSchema(metadata)
      .children.filter((child) => !isNested(child))
      .map(({ element }) => element),
  );
  const schema = metadata.schema.map((element) => {
    if (!flat.has(element) || scaleOf(element) === null) return element;
    const raw: SchemaElement = { ...element };
    delete raw.converted_type;
    delete raw.logical_type;
    return raw;
  });
  return { ...metadata, schema };
}

/** @throws UnreadableSourceError when a row group or the file decodes to more than the limits allow */
export function requireBounded(source: string, metadata: FileMetaData, limits: DecodeLimits): void {
  let total = 0;
  for (const group of metadata.row_groups) {
    const bytes = group.columns.reduce(
      (sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0),
      0,
    );
    const cells = Number(group.num_rows) * group.columns.length;
    if (bytes > GROUP_BYTES || cells > GROUP_CELLS) {
      const reason = `expects row groups of at most ${GROUP_BYTES} bytes and ${GROUP_CELLS} cells: write smaller ones`;
      throw new UnreadableSourceError(source, reason, { details: { bytes, cells } });
    }
    total += bytes;
  }
  if (total > limits.maxDecompressedBytes)
    throw new UnreadableSourceError(source, `expects at most ${limits.maxDecompressedBytes} decompressed bytes`);
}

function isNested({ children, element }: SchemaTree): boolean {
  return children.length > 0 || element.repetition_type === "REPEATED";
}

function scaleOf({ converted_type, logical_type, scale }: SchemaElement): number | null {
  if (logical_type?.type === "DECIMAL") return logical_type.scale;
  return converted_type === "DECIMAL" ? (scale ?? 0) : null;
}
