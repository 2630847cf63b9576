import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { messageOf } from "../../src/contracts/errors.js";
import type { Profile } from "../../src/core/profile/profile.js";
import { serialiseProfile } from "../../src/core/profile/serialise.js";
import { UsageError } from "../failure.js";
import type { ProfileReport } from "./profile-report.js";

/** @throws UsageError when writing would destroy what is to be read */
export function requireNoInput(out: string, inputs: readonly string[]): void {
  if (inputs.some((input) => input !== "" && resolve(input) === resolve(out)))
    throw new UsageError(`--out expects another file than those that are read, got ${out}`);
}

/**
 * The report as JSON where the name says so, else the profile as the bytes that the engine stores and merges.
 *
 * @throws UsageError when the file can't be written
 */
export async function writeProfile(path: string, profile: Profile, report: ProfileReport): Promise<void> {
  const content = path.endsWith(".json") ? `${JSON.stringify(report, null, 2)}\n` : serialiseProfile(profile);
  await writeFile(path, content).catch((error: unknown) => {
    throw new UsageError(`--out expects a file that can be written, got ${path}: ${messageOf(error)}`, {
      cause: error,
    });
  });
}
