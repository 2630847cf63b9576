import type { Decoder } from "../../contracts/decoding.js";
import { registry } from "../../contracts/registry.js";
import { csv } from "./csv.js";
import { jsonl } from "./jsonl.js";
import { parquet } from "./parquet.js";
import { sagemakerBatch } from "./sagemaker-batch.js";
import { sagemakerJsonl } from "./sagemaker-jsonl.js";

/** Detection asks in this order: the more special a format's mark, the earlier. */
export const captureFormats = registry<Decoder>("capture format", [
  parquet,
  sagemakerBatch,
  sagemakerJsonl,
  jsonl,
  csv,
]);
