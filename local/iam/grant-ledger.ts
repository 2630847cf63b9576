import { expectedOf, type Context } from "./conditions.js";
import type { Policy, Statement } from "./policy.js";
import { actionMatches, wildcardMatches } from "./wildcard.js";

/** The smallest thing that a policy allows: one action, on one resource, for one value of each condition. */
interface Grant {
  /** The role (`<stack>/<logical id>`) or the resource (its ARN) whose policy it is. */
  readonly holder: string;
  /** As written, wildcards included. */
  readonly action: string;
  readonly resource: string;
  /** E.g. `s3:prefix profiles/churn/*`. */
  readonly conditions: readonly string[];
  /** Whom a resource's policy allows it. */
  readonly principals: readonly string[];
}

/** A grant, and whether anything has needed it so far. */
export interface GrantUse extends Grant {
  readonly exercised: boolean;
}

interface Entry {
  readonly grant: Grant;
  /** Condition keys and the one value that this grant is about. */
  readonly values: ReadonlyMap<string, string>;
  exercised: boolean;
}

/** What policies allow, and which of it has ever been made use of. */
export class GrantLedger {
  readonly #entries = new Map<Statement, readonly Entry[]>();

  add(holder: string, policy: Policy): void {
    for (const statement of policy) {
      if (statement.effect === "Allow") this.#entries.set(statement, entriesOf(holder, statement));
    }
  }

  /** Forgets a policy that another one has replaced. */
  remove(policy: Policy): void {
    for (const statement of policy) this.#entries.delete(statement);
  }

  /** Notes that a statement has allowed something. */
  exercise(statement: Statement, action: string, resource: string, context: Context): void {
    for (const entry of this.#entries.get(statement) ?? []) {
      entry.exercised ||=
        actionMatches(entry.grant.action, action) &&
        wildcardMatches(entry.grant.resource, resource) &&
        statement.conditions.every((condition) => {
          const fitting = (context.get(condition.key) ?? []).flatMap((value) => expectedOf(condition, value));
          return fitting.includes(entry.values.get(condition.key)!);
        });
    }
  }

  /** Every grant, in the order of deployment, and whether anything has needed it so far. */
  uses(): readonly GrantUse[] {
    return [...this.#entries.values()].flat().map(({ grant, exercised }) => ({ ...grant, exercised }));
  }
}

function entriesOf(holder: string, statement: Statement): readonly Entry[] {
  const principals = [
    ...(statement.principals?.services ?? []),
    ...(statement.principals?.everyone === true ? ["*"] : []),
  ];
  return statement.actions.flatMap((action) =>
    statement.resources.flatMap((resource) =>
      combinations(statement).map((values) => {
        const conditions = [...values].map(([key, value]) => `${key} ${value}`);
        return { grant: { holder, action, resource, conditions, principals }, values, exercised: false };
      }),
    ),
  );
}

/** One value for each condition key, in every combination. */
function combinations({ conditions }: Statement): readonly ReadonlyMap<string, string>[] {
  return conditions.reduce<readonly ReadonlyMap<string, string>[]>(
    (sofar, { key, expected }) =>
      sofar.flatMap((values) => expected.map((value) => new Map([...values, [key, value]]))),
    [new Map<string, string>()],
  );
}
