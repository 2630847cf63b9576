import type { CheckState, Finding } from "../../../src/contracts/verdict.js";
import { severityOf } from "../../../src/core/verdict/severity.js";

/** A finding of one check, as small as a table test needs it. */
export function finding(
  feature: string,
  state: CheckState,
  { effect = 0.3, check = "psi", ...rest }: Partial<Finding> = {},
): Finding {
  return {
    feature,
    role: "feature",
    check,
    lens: "hour",
    state,
    value: state === "drifting" ? 0.2 + effect : 0.02,
    limit: 0.2,
    ratio: state === "drifting" ? 1 + 5 * effect : 0.1,
    severity: severityOf(effect),
    effect,
    impact: effect / 2,
    rows: 300,
    change: null,
    ...rest,
  };
}
