import type { LabelDeps } from "../deps.js";

/** True while label files are still on their queue: hours that they belong to will change soon. */
export async function labelsAreWaiting({ labelQueue }: Pick<LabelDeps, "labelQueue">, nowMs: number): Promise<boolean> {
  return labelQueue !== null && (await labelQueue.oldestMessageAgeSeconds(nowMs)) > 0;
}
