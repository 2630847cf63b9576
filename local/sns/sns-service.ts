import type { WireRequest, WireResponse, WireService } from "../contracts.js";
import { ServiceFault, UnsupportedError } from "../errors.js";
import { document, element } from "../xml.js";
import type { Topics } from "./topics.js";

const NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
const MOST_BYTES = 262_144;

/** SNS as the SDK meets it: the query protocol, answers in XML. */
export function snsService(topics: Topics): WireService {
  return {
    name: "sns",
    handle: (request) => Promise.resolve(answer(topics, request)),
  };
}

/** The operation that a query request names, e.g. `Publish`. */
export function queryOperation({ body }: Pick<WireRequest, "body">): string {
  return new URLSearchParams(Buffer.from(body).toString("utf8")).get("Action") ?? "";
}

function answer(topics: Topics, request: WireRequest): WireResponse {
  const form = new URLSearchParams(Buffer.from(request.body).toString("utf8"));
  const operation = queryOperation(request);
  try {
    if (operation === "ListSubscriptionsByTopic") return xml(200, subscriptions(topics, form));
    if (operation !== "Publish") throw new UnsupportedError(`the operation ${operation}`, "sns");
    const id = publish(topics, form);
    const content = `<PublishResult>${element("MessageId", id)}</PublishResult>`;
    return xml(200, document("PublishResponse", NAMESPACE, content));
  } catch (error) {
    if (error instanceof UnsupportedError) return snsFault(new ServiceFault("InvalidAction", error.message));
    if (error instanceof ServiceFault) return snsFault(error);
    throw error;
  }
}

/** Pages of a hundred, as SNS gives them. */
const PAGE = 100;

function subscriptions(topics: Topics, form: URLSearchParams): string {
  const topicArn = form.get("TopicArn") ?? "";
  const from = Number(form.get("NextToken") ?? 0);
  const all = topics.subscriptions(topicArn);
  const members = all.slice(from, from + PAGE).map(({ arn, protocol, endpoint, confirmed }) => {
    const told = confirmed ? arn : "PendingConfirmation";
    const parts = { TopicArn: topicArn, Protocol: protocol, SubscriptionArn: told, Endpoint: endpoint };
    const content = Object.entries(parts).map(([name, value]) => element(name, value));
    return `<member>${content.join("")}</member>`;
  });
  const next = from + PAGE < all.length ? element("NextToken", String(from + PAGE)) : "";
  const content = `<ListSubscriptionsByTopicResult><Subscriptions>${members.join("")}</Subscriptions>${next}</ListSubscriptionsByTopicResult>`;
  return document("ListSubscriptionsByTopicResponse", NAMESPACE, content);
}

function publish(topics: Topics, form: URLSearchParams): string {
  const message = form.get("Message") ?? "";
  const subject = form.get("Subject") ?? undefined;
  if (form.has("MessageStructure")) throw new UnsupportedError("the parameter MessageStructure", "sns Publish");
  if (message === "") throw new ServiceFault("InvalidParameter", "Invalid parameter: Empty message");
  if (Buffer.byteLength(message) > MOST_BYTES) {
    throw new ServiceFault("InvalidParameter", "Invalid parameter: Message too long");
  }
  // ASCII in one line, fewer than 100 characters, beginning with a letter, number or punctuation mark.
  if (subject !== undefined && !/^[!-~][ -~]{0,98}$/.test(subject)) {
    throw new ServiceFault("InvalidParameter", `Invalid parameter: Subject ${JSON.stringify(subject)}`);
  }
  return topics.deliver({ topicArn: form.get("TopicArn") ?? form.get("TargetArn") ?? "", subject, message });
}

/** An error as SNS answers it. */
export function snsFault({ fault: code, message, status }: ServiceFault): WireResponse {
  const content = `<Error><Type>Sender</Type>${element("Code", code)}${element("Message", message)}</Error>`;
  return xml(status, document("ErrorResponse", NAMESPACE, content));
}

function xml(status: number, body: string): WireResponse {
  return { status, headers: { "content-type": "text/xml" }, body };
}
