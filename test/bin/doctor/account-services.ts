import type { WireRequest, WireResponse, WireService } from "../../../local/contracts.js";
import { document, element } from "../../../local/xml.js";

/** What the services that the embedded cloud has no use for answer of an account. Tests change it. */
export interface AccountFacts {
  roles: number;
  rolesQuota: number;
  rulesQuota: number;
  /** Cost-allocation tags by status. */
  tags: Readonly<Record<string, "Active" | "Inactive">>;
  /** Services that refuse, by signing name. */
  denied: readonly string[];
}

/** STS, IAM, Service Quotas and Cost Explorer, each with the one call that doctor makes. */
export function accountServices(accountId: string, facts: AccountFacts): readonly WireService[] {
  const service = (name: string, answer: (request: WireRequest) => WireResponse): WireService => ({
    name,
    handle: (request) => Promise.resolve(facts.denied.includes(name) ? refusal(name) : answer(request)),
  });
  return [
    service("sts", () =>
      xml("GetCallerIdentity", element("Account", accountId) + element("Arn", "arn:aws:iam::0:user/ada")),
    ),
    service("iam", () => xml("GetAccountSummary", summary({ Roles: facts.roles, RolesQuota: facts.rolesQuota }))),
    service("servicequotas", () => json({ Quota: { Value: facts.rulesQuota } })),
    service("ce", () =>
      json({ CostAllocationTags: Object.entries(facts.tags).map(([TagKey, Status]) => ({ TagKey, Status })) }),
    ),
  ];
}

function summary(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).map(
    ([key, value]) => `<entry>${element("key", key)}${element("value", value)}</entry>`,
  );
  return `<SummaryMap>${entries.join("")}</SummaryMap>`;
}

function xml(operation: string, content: string): WireResponse {
  const result = `<${operation}Result>${content}</${operation}Result>`;
  // AWS dates its answers; the embedded cloud, whose clock is the simulation's, doesn't.
  const headers = { date: new Date().toUTCString() };
  return { status: 200, headers, body: document(`${operation}Response`, "https://example.com/", result) };
}

function json(body: object): WireResponse {
  return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(body) };
}

/** As the query protocol and as the JSON protocol say it. */
function refusal(service: string): WireResponse {
  const message = `User: ada is not authorized to perform: ${service}:Something`;
  if (service === "ce" || service === "servicequotas") {
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": "AccessDeniedException" };
    return { status: 400, headers, body: JSON.stringify({ __type: "AccessDeniedException", Message: message }) };
  }
  const error = element("Type", "Sender") + element("Code", "AccessDenied") + element("Message", message);
  return { status: 403, body: document("ErrorResponse", "https://example.com/", `<Error>${error}</Error>`) };
}
