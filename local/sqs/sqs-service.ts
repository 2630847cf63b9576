import { createHash } from "node:crypto";
import type { WireService } from "../contracts.js";
import { jsonService } from "../endpoint/json-service.js";
import { ServiceFault } from "../errors.js";
import type { MessageAttribute, Queue, QueueMessage } from "./queue.js";
import type { Queues } from "./queues.js";

type Json = Readonly<Record<string, unknown>>;

/** A message and its attributes together, and all entries of a batch together: 1 MiB. */
const MOST_BYTES = 1_048_576;

/** SQS as the SDK meets it. */
export function sqsService(queues: Queues): WireService {
  return jsonService("sqs", {
    SendMessage: (request) => send(queues.byUrl(request["QueueUrl"]), request),
    SendMessageBatch: (request) => sendBatch(queues.byUrl(request["QueueUrl"]), entriesOf(request)),
    ReceiveMessage: (request) => receive(queues.byUrl(request["QueueUrl"]), request),
    DeleteMessage: (request) => remove(queues.byUrl(request["QueueUrl"]), request),
    DeleteMessageBatch: (request) =>
      inBatch(entriesOf(request), (entry) => remove(queues.byUrl(request["QueueUrl"]), entry)),
    ChangeMessageVisibility: (request) => changeVisibility(queues.byUrl(request["QueueUrl"]), request),
    GetQueueAttributes: (request) => ({
      Attributes: wanted(attributesOf(queues.byUrl(request["QueueUrl"])), request["AttributeNames"]),
    }),
    GetQueueUrl: (request) => ({ QueueUrl: queues.urlOfName(request["QueueName"]) }),
    PurgeQueue: (request) => {
      queues.byUrl(request["QueueUrl"]).purge();
      return {};
    },
  });
}

function send(queue: Queue, request: Json): Json {
  const body = request["MessageBody"];
  if (typeof body !== "string" || body === "") {
    throw new ServiceFault("MissingParameter", "the request must contain the parameter MessageBody");
  }
  checkSize(body);
  const delaySeconds = request["DelaySeconds"];
  const message = queue.send(body, {
    delayMs: typeof delaySeconds === "number" ? delaySeconds * 1000 : undefined,
    attributes: request["MessageAttributes"] as Readonly<Record<string, MessageAttribute>> | undefined,
  });
  return { MessageId: message.id, MD5OfMessageBody: md5(body) };
}

function sendBatch(queue: Queue, entries: readonly Json[]): Json {
  checkSize(entries.map((entry) => String(entry["MessageBody"])).join(""));
  return inBatch(entries, (entry) => send(queue, entry));
}

function receive(queue: Queue, request: Json): Json {
  const timeout = request["VisibilityTimeout"];
  const max = Number(request["MaxNumberOfMessages"] ?? 1);
  const messages = queue.receive(max, typeof timeout === "number" ? timeout * 1000 : undefined);
  return messages.length === 0 ? {} : { Messages: messages.map(wireMessage) };
}

function wireMessage(message: QueueMessage): Json {
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    Attributes: systemAttributes(message),
    ...(Object.keys(message.attributes).length > 0 && { MessageAttributes: message.attributes }),
  };
}

/** The attributes that SQS itself gives a message. */
export function systemAttributes(message: QueueMessage): Readonly<Record<string, string>> {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentMs),
    SenderId: "local",
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedMs),
  };
}

function remove(queue: Queue, request: Json): Json {
  queue.delete(String(request["ReceiptHandle"]));
  return {};
}

function changeVisibility(queue: Queue, request: Json): Json {
  const changed = queue.changeVisibility(String(request["ReceiptHandle"]), Number(request["VisibilityTimeout"]) * 1000);
  if (!changed) throw new ServiceFault("com.amazonaws.sqs#MessageNotInflight", "the message is not in flight");
  return {};
}

function attributesOf(queue: Queue): Json {
  const { visible, inFlight, delayed } = queue.counts();
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    VisibilityTimeout: String(queue.settings.visibilityTimeoutMs / 1000),
    MessageRetentionPeriod: String(queue.settings.retentionMs / 1000),
    DelaySeconds: String(queue.settings.delayMs / 1000),
  };
}

/** None unless asked for by name, or all of them by `All`. */
function wanted(attributes: Json, names: unknown): Json {
  const asked = Array.isArray(names) ? names.map(String) : [];
  if (asked.includes("All")) return attributes;
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => asked.includes(name)));
}

function entriesOf(request: Json): readonly Json[] {
  const entries = (request["Entries"] ?? []) as readonly Json[];
  if (entries.length === 0) throw new ServiceFault("com.amazonaws.sqs#EmptyBatchRequest", "a batch expects entries");
  if (entries.length > 10) {
    throw new ServiceFault("com.amazonaws.sqs#TooManyEntriesInBatchRequest", `a batch expects at most 10 entries`);
  }
  const ids = new Set(entries.map((entry) => entry["Id"]));
  if (ids.size === entries.length) return entries;
  throw new ServiceFault("com.amazonaws.sqs#BatchEntryIdsNotDistinct", "a batch expects distinct entry ids");
}

/** Every entry on its own: one that is refused doesn't stop the others. */
function inBatch(entries: readonly Json[], perform: (entry: Json) => Json): Json {
  const successful: Json[] = [];
  const failed: Json[] = [];
  for (const entry of entries) {
    try {
      successful.push({ Id: entry["Id"], ...perform(entry) });
    } catch (error) {
      if (!(error instanceof ServiceFault)) throw error;
      failed.push({ Id: entry["Id"], Code: error.fault, Message: error.message, SenderFault: true });
    }
  }
  return { Successful: successful, Failed: failed };
}

function checkSize(body: string): void {
  const bytes = Buffer.byteLength(body);
  if (bytes <= MOST_BYTES) return;
  throw new ServiceFault("InvalidParameterValue", `messages expect at most ${MOST_BYTES} bytes, got ${bytes}`);
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
