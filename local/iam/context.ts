import type { Account } from "../account.js";
import type { Context } from "./conditions.js";

type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request's condition keys; those without a value are absent. The wire is loopback HTTP and plays TLS 1.3. */
export function contextOf(values: Values): Context {
  const all: Values = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3", ...values };
  return new Map(
    Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key.toLowerCase(), [value].flat()]])),
  );
}

/** Of a service that delivers on behalf of something of the same account, e.g. a rule. */
export function deliveryContext({ accountId }: Account, sourceArn: string | undefined): Context {
  return contextOf({ "aws:SourceAccount": accountId, "aws:SourceArn": sourceArn });
}
