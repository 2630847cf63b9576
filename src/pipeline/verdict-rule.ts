import type { MonitorConfig } from "../config/index.js";
import type { VerdictRule } from "../contracts/rule.js";
import { fixedRule } from "../core/verdict/fixed-rule.js";

/** The rule that judges this monitor. Thresholds that configuration names replace the default set. */
export function verdictRule(monitor: MonitorConfig): VerdictRule<unknown, unknown> {
  const fixed = Object.entries(monitor.alarms.fixed);
  const metrics = fixed.map(([name, threshold]) => ({ name, threshold }));
  return fixedRule(metrics.length > 0 ? { metrics } : {});
}
