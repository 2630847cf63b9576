import { PlumblineError } from "../contracts/errors.js";

/** What the capture queue holds: EventBridge's word that an object has changed, or our own request. */
export interface CaptureMessage {
  readonly key: string;
  /** True where the object was deleted (only partitions that are replaced as a whole care). */
  readonly deleted: boolean;
  /** `learn`: profile without bins, for a baseline that is still to be built, whatever baseline is active. */
  readonly purpose: "judge" | "learn";
}

interface S3Event {
  readonly "detail-type": string;
  readonly detail: { readonly object: { readonly key: string } };
}

export const captureRequest = (key: string, purpose: CaptureMessage["purpose"]): string =>
  JSON.stringify({ plumbline: "profile", key, purpose });

/** @throws PlumblineError `BAD_MESSAGE` for anything that is neither */
export function parseCaptureMessage(body: string): CaptureMessage {
  const message = parseJson(body);
  if (isRecord(message)) {
    if (message["plumbline"] === "profile" && typeof message["key"] === "string") {
      return { key: message["key"], deleted: false, purpose: message["purpose"] === "learn" ? "learn" : "judge" };
    }
    if (isS3Event(message)) {
      const deleted = message["detail-type"] === "Object Deleted";
      return { key: message.detail.object.key, deleted, purpose: "judge" };
    }
  }
  throw new PlumblineError("BAD_MESSAGE", "capture queue expects an S3 event or a profile request, got something else");
}

/** What the label queue holds: EventBridge's word that a label file has landed, or our own request. */
export interface LabelMessage {
  readonly key: string;
  /** True to search for predictions of labels that have been joined before: some have moved. */
  readonly again: boolean;
}

export const labelRequest = (key: string, again = false): string => JSON.stringify({ plumbline: "labels", key, again });

/** @throws PlumblineError `BAD_MESSAGE` for anything that is neither */
export function parseLabelMessage(body: string): LabelMessage {
  const message = parseJson(body);
  if (isRecord(message)) {
    if (message["plumbline"] === "labels" && typeof message["key"] === "string") {
      return { key: message["key"], again: message["again"] === true };
    }
    if (isS3Event(message)) return { key: message.detail.object.key, again: false };
  }
  throw new PlumblineError("BAD_MESSAGE", "label queue expects an S3 event or a request to join, got something else");
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function isS3Event(message: Record<string, unknown>): message is Record<string, unknown> & S3Event {
  const detail = message["detail"];
  if (!isRecord(detail) || !isRecord(detail["object"])) return false;
  return typeof detail["object"]["key"] === "string" && typeof message["detail-type"] === "string";
}
