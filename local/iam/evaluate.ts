import { conditionHolds, type Context } from "./conditions.js";
import type { Policy, Principals, Statement } from "./policy.js";
import { actionMatches, wildcardMatches } from "./wildcard.js";

/** Who asks: a service in its own name, or a role of the account. */
export type Caller = { readonly service: string } | { readonly roleArn: string };

/** A question: may this be done? */
export interface AccessRequest {
  /** E.g. `sqs:SendMessage`. */
  readonly action: string;
  /** `*` for actions that know no resource. */
  readonly resource: string;
  readonly caller: Caller;
  readonly context: Context;
}

/** The policies that have a say. */
export interface Policies {
  /** Attached to the caller's role; none for a service. */
  readonly identity: readonly Policy[];
  /** The resource's own. */
  readonly resource: readonly Policy[];
}

export type Decision =
  | { readonly allowed: true; readonly by: readonly Statement[] }
  /** `by` is undefined where nothing allows it, and names the kind of policy that holds the denial otherwise. */
  | { readonly allowed: false; readonly by: keyof Policies | undefined };

/**
 * IAM's answer within one account: a Deny that fits wins, in whichever policy; else an Allow that fits is enough, in
 * whichever policy; else no.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide({ identity, resource }: Policies, request: AccessRequest): Decision {
  const fitting = (policies: readonly Policy[]): readonly Statement[] =>
    policies.flat().filter((statement) => fits(statement, request));
  const ofIdentity = fitting(identity);
  const ofResource = fitting(resource);
  if (ofIdentity.some(isDenial)) return { allowed: false, by: "identity" };
  if (ofResource.some(isDenial)) return { allowed: false, by: "resource" };
  const by = [...ofIdentity, ...ofResource];
  return by.length > 0 ? { allowed: true, by } : { allowed: false, by: undefined };
}

function fits({ principals, actions, resources, conditions }: Statement, request: AccessRequest): boolean {
  return (
    (principals === undefined || namesCaller(principals, request.caller)) &&
    actions.some((pattern) => actionMatches(pattern, request.action)) &&
    resources.some((pattern) => wildcardMatches(pattern, request.resource)) &&
    conditions.every((condition) => conditionHolds(condition, request.context))
  );
}

function namesCaller({ everyone, services }: Principals, caller: Caller): boolean {
  return everyone || ("service" in caller && services.includes(caller.service));
}

const isDenial = ({ effect }: Statement): boolean => effect === "Deny";
