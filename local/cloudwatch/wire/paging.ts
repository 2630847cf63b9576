import { CloudWatchFault } from "../errors.js";

/** Page tokens hold how many items came before; they are opaque to callers. */
export function tokenFor(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString("base64url");
}

/** @throws CloudWatchFault (InvalidNextToken) for a token that isn't one of ours */
export function offsetOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const offset = /^offset:(\d{1,12})$/.exec(Buffer.from(token, "base64url").toString("latin1"))?.[1];
  if (offset === undefined) throw new CloudWatchFault("InvalidNextToken", `NextToken ${token} is invalid`);
  return Number(offset);
}

/** One page of a list and the token of the next. */
export function pageOf<Item>(
  items: readonly Item[],
  size: number,
  token: string | undefined,
): { readonly items: readonly Item[]; readonly NextToken?: string } {
  const offset = offsetOf(token);
  const end = offset + size;
  return { items: items.slice(offset, end), ...(end < items.length && { NextToken: tokenFor(end) }) };
}
