import { arnOf, nameInArn, type Account } from "../account.js";
import type { ResourceProvider } from "../contracts.js";
import { physicalName } from "../deploy/physical-name.js";
import { propertiesOf, requiredText, text } from "../deploy/properties.js";
import type { ResourcePolicies } from "../iam/resource-policies.js";

/** Who besides roles may invoke a function: AWS::Lambda::Permission. */
export class Permissions implements ResourceProvider {
  readonly types = ["AWS::Lambda::Permission"];
  readonly #account: Account;
  readonly #policies: ResourcePolicies;

  constructor(account: Account, policies: ResourcePolicies) {
    this.#account = account;
    this.#policies = policies;
  }

  deploy(resource: Parameters<ResourceProvider["deploy"]>[0]): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, {
      simulated: ["Action", "FunctionName", "Principal", "SourceArn", "SourceAccount"],
    });
    const [sourceArn, sourceAccount] = [text(properties, "SourceArn"), text(properties, "SourceAccount")];
    const arn = arnOf(this.#account, "lambda", `function:${nameInArn(requiredText(properties, "FunctionName"))}`);
    const statement = {
      Effect: "Allow",
      Principal: { Service: requiredText(properties, "Principal") },
      Action: requiredText(properties, "Action"),
      Resource: arn,
      Condition: {
        ...(sourceArn !== undefined && { ArnLike: { "aws:SourceArn": sourceArn } }),
        ...(sourceAccount !== undefined && { StringEquals: { "aws:SourceAccount": sourceAccount } }),
      },
    };
    this.#policies.add(arn, { Statement: statement }, properties.path);
    return { ref: physicalName(resource, 100) };
  }

  /** Why a service may not invoke a function; undefined when a permission allows it. */
  refusal(functionArn: string, service: string, sourceArn: string): string | undefined {
    return this.#policies.refusal(functionArn, "lambda:InvokeFunction", service, sourceArn);
  }
}
