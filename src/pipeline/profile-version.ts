import { createHash } from "node:crypto";
import type { Baseline } from "../contracts/baseline.js";
import { PROFILE_FORMAT } from "../core/profile/profile.js";

/**
 * What a profile depends on besides the capture's bytes: the baseline's bins, how captures are decoded, the engine's
 * format and the key of its hashes. It is part of the profile's key, so profiles of two versions never mix.
 */
export function profileVersion(baseline: Baseline | null, layoutFingerprint: string, hashKey: string): string {
  const parts = [baseline?.version ?? "learning", layoutFingerprint, PROFILE_FORMAT, hashKey];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}
