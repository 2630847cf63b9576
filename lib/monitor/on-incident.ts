import { type IRuleTarget, Match, Rule } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";
import { EVENT_SOURCE, EVENT_VERSION } from "../../src/contracts/events.js";
import { SEVERITIES } from "../../src/config/index.js";
import type { Severity, TransitionKind } from "../../src/contracts/verdict.js";

/** Which of a monitor's incidents a target is told of. */
export interface OnIncidentOptions {
  /**
   * What has to have happened to the incident.
   *
   * @default - `opened` and `escalated`
   */
  readonly transitions?: readonly TransitionKind[];
  /**
   * Least severity.
   *
   * @default - the least that pages, `alarms.page`
   */
  readonly leastSeverity?: Severity;
  /**
   * Whether incidents that an answer keeps quiet are told as well.
   *
   * @default false
   */
  readonly muted?: boolean;
}

/** A rule of the account's default bus that hands a monitor's incidents to a target. */
export function incidentRule(
  scope: Construct,
  id: string,
  monitor: { readonly name: string; readonly pages: Severity },
  target: IRuleTarget,
  { transitions = ["opened", "escalated"], leastSeverity = monitor.pages, muted = false }: OnIncidentOptions,
): Rule {
  return new Rule(scope, id, {
    description: `Incidents of ${monitor.name}`,
    eventPattern: {
      source: [EVENT_SOURCE],
      detailType: ["Plumbline Incident"],
      detail: {
        version: [EVENT_VERSION],
        monitor: [monitor.name],
        transition: [...transitions],
        severity: SEVERITIES.slice(SEVERITIES.indexOf(leastSeverity)),
        ...(!muted && { heldBack: Match.doesNotExist() }),
      },
    },
    targets: [target],
  });
}
