import { nameInArn, type Account } from "../account.js";
import type { WireResponse } from "../contracts.js";
import type { CallGuard, SignedRequest } from "../endpoint/endpoint.js";
import type { FunctionDefinition } from "../lambda/function.js";
import { operationOf } from "../operation.js";
import { s3Request } from "../s3/s3-service.js";
import type { AccessOf } from "./calls/access.js";
import { dynamoDbAccess, type PartitionKeyOf } from "./calls/dynamodb.js";
import { sagemakerAccess, statesAccess } from "./calls/executions.js";
import { cloudWatchAccess, eventsAccess, lambdaAccess, snsAccess, sqsAccess } from "./calls/messages.js";
import { bucketArn, mayMiss, s3Access } from "./calls/s3.js";
import { secretsAccess } from "./calls/secrets.js";
import { denialMessage, denialResponse } from "./denial.js";
import type { Decision } from "./evaluate.js";
import type { ResourcePolicies } from "./resource-policies.js";
import type { RoleAction, Roles } from "./roles.js";

interface Parts {
  readonly account: Account;
  readonly roles: Roles;
  readonly resourcePolicies: ResourcePolicies;
  readonly partitionKeyOf: PartitionKeyOf;
  /** The function that signs with an access key id; undefined for callers from outside, who may do everything. */
  readonly functionOf: (caller: string) => FunctionDefinition | undefined;
}

/** A call that a function's role doesn't allow. */
export interface DeniedCall {
  readonly functionName: string;
  readonly action: string;
  readonly resource: string;
  readonly message: string;
}

/** Holds every call of a function to what its role and the resource's policy allow. */
export class IamGuard implements CallGuard {
  readonly #parts: Parts;
  readonly #accesses: Readonly<Record<string, AccessOf>>;
  readonly #denied: DeniedCall[] = [];

  constructor(parts: Parts) {
    const { account, partitionKeyOf } = parts;
    this.#parts = parts;
    this.#accesses = {
      s3: s3Access,
      dynamodb: dynamoDbAccess(account, partitionKeyOf),
      sqs: sqsAccess(account),
      sns: snsAccess,
      events: eventsAccess(account),
      monitoring: cloudWatchAccess,
      lambda: lambdaAccess(account),
      secretsmanager: secretsAccess,
      states: statesAccess,
      sagemaker: sagemakerAccess(account),
    };
  }

  denied(): readonly DeniedCall[] {
    return this.#denied;
  }

  before(request: SignedRequest): WireResponse | undefined {
    const called = this.#parts.functionOf(request.caller);
    const accessOf = this.#accesses[request.service];
    // A service that an extension brings along is its own affair.
    if (called === undefined || accessOf === undefined) return undefined;
    for (const access of accessOf(request, operationOf(request))) {
      const decision = this.#decide(called, access);
      if (!decision.allowed) return this.#deny(request, called, access, decision);
    }
    return undefined;
  }

  /** S3 doesn't tell that an object is missing to whoever may not list its bucket. */
  after(request: SignedRequest, response: WireResponse): WireResponse {
    const called = this.#parts.functionOf(request.caller);
    if (called === undefined || request.service !== "s3" || response.status !== 404) return response;
    const { bucket, key } = s3Request(request);
    if (key === "" || !["GET", "HEAD"].includes(request.method)) return response;
    const access = mayMiss(bucket);
    const decision = this.#decide(called, access);
    if (decision.allowed) return response;
    return denialResponse(request, denialMessage(this.#session(called), access, decision));
  }

  #decide({ roleArn }: FunctionDefinition, access: RoleAction): Decision {
    const owner = access.resource.startsWith("arn:aws:s3:::")
      ? bucketArn(access.resource.slice("arn:aws:s3:::".length).split("/", 1)[0]!)
      : access.resource;
    return this.#parts.roles.decide(roleArn, access, this.#parts.resourcePolicies.of(owner));
  }

  #deny(
    request: SignedRequest,
    called: FunctionDefinition,
    access: RoleAction,
    decision: Extract<Decision, { readonly allowed: false }>,
  ): WireResponse {
    const message = denialMessage(this.#session(called), access, decision);
    const { action, resource } = access;
    this.#denied.push({ functionName: called.name, action, resource, message });
    return denialResponse(request, message);
  }

  #session({ name, roleArn }: FunctionDefinition): string {
    return `arn:aws:sts::${this.#parts.account.accountId}:assumed-role/${nameInArn(roleArn)}/${name}`;
  }
}
