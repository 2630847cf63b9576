import { benjaminiHochberg } from "../drift/benjamini-hochberg.js";
import { bonferroni } from "../drift/bonferroni.js";
import type { Check } from "./fixed-checks.js";
import type { FixedRuleOptions } from "./fixed-options.js";

/**
 * Checks whose p-values are corrected for the number of features that the same metric tests in this window. Checks judged by
 * their value, and those without a score, are left as they are.
 */
export function correctedChecks(
  checks: readonly Check[],
  correction: NonNullable<FixedRuleOptions["correction"]>,
): readonly Check[] {
  if (correction === "none") return checks;
  const adjust = correction === "bonferroni" ? bonferroni : benjaminiHochberg;
  const corrected = new Map<Check, Check>();
  for (const family of families(checks)) {
    const adjusted = adjust(family.map((member) => member.pValue));
    family.forEach(({ check, value }, i) => {
      corrected.set(check, { ...check, outcome: { value, pValue: adjusted[i]! } });
    });
  }
  return checks.map((check) => corrected.get(check) ?? check);
}

interface Member {
  readonly check: Check;
  readonly value: number;
  readonly pValue: number;
}

/** Checks with a p-value that they are judged by, together by limit. */
function families(checks: readonly Check[]): readonly (readonly Member[])[] {
  const byLimit = new Map<unknown, Member[]>();
  for (const check of checks) {
    const { limit, outcome } = check;
    if (limit.judgedBy !== "p-value" || "state" in outcome || outcome.pValue === null) continue;
    const family = byLimit.get(limit) ?? [];
    family.push({ check, value: outcome.value, pValue: outcome.pValue });
    byLimit.set(limit, family);
  }
  return [...byLimit.values()];
}
