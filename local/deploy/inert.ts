import { arnOf, type Account } from "../account.js";
import type { ResourceProvider } from "../contracts.js";
import { physicalName } from "./physical-name.js";

/**
 * Resource types that are deployed and do nothing here, each with why. Their attributes are given as far as templates
 * refer to them.
 */
export function inertProviders(account: Account): readonly ResourceProvider[] {
  return [
    // Usage statistics of the CDK.
    { types: ["AWS::CDK::Metadata"], deploy: ({ logicalId }) => ({ ref: logicalId }) },
    // Real money is not spent here.
    { types: ["AWS::Budgets::Budget"], deploy: (resource) => ({ ref: physicalName(resource, 100) }) },
    {
      // Logs are files in the state folder, kept until it is removed.
      types: ["AWS::Logs::LogGroup"],
      deploy: (resource) => {
        const given = resource.properties["LogGroupName"];
        const name = typeof given === "string" ? given : physicalName(resource, 512);
        return { ref: name, attributes: { Arn: `${arnOf(account, "logs", `log-group:${name}`)}:*` } };
      },
    },
  ];
}
