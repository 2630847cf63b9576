import { nameInArn, type Account } from "../account.js";
import type { ResourceProvider } from "../contracts.js";
import { physicalName } from "../deploy/physical-name.js";
import { propertiesOf, requiredText, text } from "../deploy/properties.js";
import { allows } from "../iam/policy.js";

/** Who besides roles may invoke a function: AWS::Lambda::Permission. */
export class Permissions implements ResourceProvider {
  readonly types = ["AWS::Lambda::Permission"];
  readonly #account: Account;
  readonly #statements = new Map<string, unknown[]>();

  constructor(account: Account) {
    this.#account = account;
  }

  deploy(resource: Parameters<ResourceProvider["deploy"]>[0]): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, {
      simulated: ["Action", "FunctionName", "Principal", "SourceArn", "SourceAccount"],
    });
    const [sourceArn, sourceAccount] = [text(properties, "SourceArn"), text(properties, "SourceAccount")];
    const name = nameInArn(requiredText(properties, "FunctionName"));
    const statements = this.#statements.get(name) ?? [];
    this.#statements.set(name, statements);
    statements.push({
      Effect: "Allow",
      Principal: { Service: requiredText(properties, "Principal") },
      Action: requiredText(properties, "Action"),
      Resource: "*",
      Condition: {
        ...(sourceArn !== undefined && { ArnLike: { "aws:SourceArn": sourceArn } }),
        ...(sourceAccount !== undefined && { StringEquals: { "aws:SourceAccount": sourceAccount } }),
      },
    });
    return { ref: physicalName(resource, 100) };
  }

  /** Why a service may not invoke a function; undefined when a permission allows it. */
  refusal(functionArn: string, service: string, sourceArn: string): string | undefined {
    const document = { Statement: this.#statements.get(nameInArn(functionArn)) ?? [] };
    const context = { "aws:SourceArn": sourceArn, "aws:SourceAccount": this.#account.accountId };
    const request = { action: "lambda:InvokeFunction", resource: functionArn, principal: service, context };
    return allows([document], request)
      ? undefined
      : `no permission allows ${service} to invoke ${functionArn} from ${sourceArn}`;
  }
}
