import type { Baseline } from "../../../contracts/baseline.js";
import { utc, type ZoneOffset } from "../../calibration/local-time.js";
import { residuals } from "../../calibration/residuals.js";
import type { Calibration, WindowEvidence } from "../../calibration/types.js";
import { requireCountedOn, type WindowCounts } from "../window-counts.js";
import type { CountedWindow } from "./counted-window.js";

/**
 * Reads the residual scores of windows, each once: a window is looked at again for as long as it is among the last 24 hours.
 *
 * @throws PlumblineError `BASELINE_MISMATCH` from the reader, for a window counted on other bins
 */
export function residualReader(
  calibration: Calibration,
  zone: ZoneOffset = utc,
): (baseline: Baseline, window: CountedWindow) => WindowEvidence {
  const known = new WeakMap<WindowCounts, WindowEvidence>();
  return (baseline, { hour, evidence }) => {
    const before = known.get(evidence);
    if (before) return before;
    requireCountedOn(baseline, evidence);
    const counts = evidence.features.map(({ counts: { bins, missing, unseen } }) => ({
      counts: bins,
      missing,
      unseen,
    }));
    const read = residuals(calibration, counts, hour, zone);
    known.set(evidence, read);
    return read;
  };
}
