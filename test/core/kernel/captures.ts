import { createHash } from "node:crypto";
import type { ByteSource, DecodeOptions } from "../../../src/contracts/decoding.js";
import { decodeEvents } from "../../../src/core/decode/sagemaker-jsonl.js";
import { createRejectLog } from "../../../src/core/decode/reject-log.js";
import { sharedKernel } from "../../../src/core/kernel/kernel.js";
import { createProfiler } from "../../../src/core/profile/profiler.js";
import { serialiseProfile } from "../../../src/core/profile/serialise.js";
import { collect, type Decoded } from "../decode/read-records.js";

/** One captured event of CSV rows. */
export function event(input: string, output: string, number: number, time = "2024-01-01T00:00:00Z"): string {
  const side = (mode: string, data: string): string =>
    `{"observedContentType":"text/csv","mode":"${mode}","data":${JSON.stringify(data)},"encoding":"CSV"}`;
  return (
    `{"captureData":{"endpointInput":${side("INPUT", input)},"endpointOutput":${side("OUTPUT", output)}},` +
    `"eventMetadata":{"eventId":"e-${number}","inferenceTime":"${time}"},"eventVersion":"0"}`
  );
}

/** What is read with the kernel and without it; both must be the same. */
export async function bothWays(
  open: () => ByteSource,
  options: DecodeOptions = {},
): Promise<{ readonly kernel: Decoded; readonly plain: Decoded }> {
  const read = (kernel: ReturnType<typeof sharedKernel>): Promise<Decoded> =>
    collect((rejects) => decodeEvents(open(), options, rejects, true, kernel));
  return { kernel: await read(sharedKernel()), plain: await read(null) };
}

/** SHA-256 of the stored profiles of a capture, by hour. */
export async function profileDigests(
  source: ByteSource,
  withKernel: boolean,
  options: DecodeOptions = { metadata: "time" },
): Promise<string[]> {
  const rejects = createRejectLog();
  const profiler = createProfiler(
    { seed: source.name, bins: null, time: { metadata: true, bounds: null }, hashKey: "test" },
    rejects,
  );
  const batches = decodeEvents(source, options, rejects, true, withKernel ? sharedKernel() : null);
  for await (const batch of batches) profiler.add(batch);
  return [...profiler.finish().values()].map((profile) =>
    createHash("sha256").update(serialiseProfile(profile)).digest("hex"),
  );
}
