import type { Account } from "../account.js";
import { deliveryContext } from "./context.js";
import { decide } from "./evaluate.js";
import type { GrantLedger } from "./grant-ledger.js";
import { parsePolicy, type Policy } from "./policy.js";

/** The policies of queues, topics, buckets and functions, by the ARN of whose they are. */
export class ResourcePolicies {
  readonly #account: Account;
  readonly #ledger: GrantLedger;
  readonly #policies = new Map<string, readonly Policy[]>();

  constructor(account: Account, ledger: GrantLedger) {
    this.#account = account;
    this.#ledger = ledger;
  }

  /** A resource has one policy: the one deployed last replaces the others, as in AWS. */
  replace(arn: string, document: unknown, where: string): void {
    this.of(arn).forEach((policy) => {
      this.#ledger.remove(policy);
    });
    this.#policies.delete(arn);
    this.add(arn, document, where);
  }

  /** Another statement beside those that are there. */
  add(arn: string, document: unknown, where: string): void {
    const policy = parsePolicy(document, "resource", where);
    this.#policies.set(arn, [...this.of(arn), policy]);
    this.#ledger.add(arn, policy);
  }

  of(arn: string): readonly Policy[] {
    return this.#policies.get(arn) ?? [];
  }

  /**
   * Why a service may not do something to a resource in its own name.
   *
   * @param sourceArn on whose behalf, e.g. a rule's
   * @returns undefined when the resource's policy allows it
   */
  refusal(arn: string, action: string, service: string, sourceArn: string | undefined): string | undefined {
    const context = deliveryContext(this.#account, sourceArn);
    const request = { action, resource: arn, caller: { service }, context };
    const decision = decide({ identity: [], resource: this.of(arn) }, request);
    if (!decision.allowed) {
      const source = sourceArn === undefined ? "" : ` from ${sourceArn}`;
      return decision.by === undefined
        ? `the policy of ${arn} allows no ${action} to ${service}${source}`
        : `the policy of ${arn} denies ${action} to ${service}${source}`;
    }
    for (const statement of decision.by) this.#ledger.exercise(statement, action, arn, context);
    return undefined;
  }
}
