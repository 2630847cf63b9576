import type { HourIndex } from "../../contracts/verdict.js";
import type { LabelDeps } from "../deps.js";

export async function compactHour(
  hour: HourIndex,
  nowMs: number,
  deps: LabelDeps,
): Promise<{ readonly changed: boolean }> {
  void hour;
  void nowMs;
  void deps;
  return Promise.resolve({ changed: false });
}
