import type { Account } from "../account.js";
import type { WireRequest, WireResponse, WireService } from "../contracts.js";
import { document, element } from "../xml.js";

const NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/";
/** What AWS allows an account unless asked for more. */
const STACK_LIMIT = 2_000;

interface Stacks {
  stackNames(): readonly string[];
  /** By `<stack>.<output>`. */
  outputs(): ReadonlyMap<string, string>;
}

/** CloudFormation as far as anybody asks: which stacks there are, with their outputs, and how many there may be. */
export function stackService(stacks: Stacks, account: Account): WireService {
  return { name: "cloudformation", handle: (request) => Promise.resolve(answer(stacks, account, request)) };
}

function answer(stacks: Stacks, account: Account, { body }: WireRequest): WireResponse {
  const operation = new URLSearchParams(Buffer.from(body).toString("utf8")).get("Action") ?? "";
  if (operation === "DescribeStacks") {
    return xml(
      200,
      operation,
      `<Stacks>${stacks
        .stackNames()
        .map((name) => stackXml(name, stacks, account))
        .join("")}</Stacks>`,
    );
  }
  if (operation === "DescribeAccountLimits") {
    const limit = `<member>${element("Name", "StackLimit")}${element("Value", STACK_LIMIT)}</member>`;
    return xml(200, operation, `<AccountLimits>${limit}</AccountLimits>`);
  }
  const error = element("Code", "InvalidAction") + element("Message", `the embedded cloud does not know ${operation}`);
  return { status: 400, body: document("ErrorResponse", NAMESPACE, `<Error>${error}</Error>`) };
}

function stackXml(name: string, stacks: Stacks, { accountId, region }: Account): string {
  const outputs = [...stacks.outputs()]
    .filter(([key]) => key.startsWith(`${name}.`))
    .map(([key, value]) => {
      const content = element("OutputKey", key.slice(name.length + 1)) + element("OutputValue", value);
      return `<member>${content}</member>`;
    });
  const id = `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/local`;
  const parts = element("StackName", name) + element("StackId", id) + element("StackStatus", "CREATE_COMPLETE");
  return `<member>${parts}<Outputs>${outputs.join("")}</Outputs></member>`;
}

function xml(status: number, operation: string, content: string): WireResponse {
  const result = `<${operation}Result>${content}</${operation}Result>`;
  return { status, headers: { "content-type": "text/xml" }, body: document(`${operation}Response`, NAMESPACE, result) };
}
