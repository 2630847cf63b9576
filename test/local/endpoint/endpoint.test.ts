import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WireRequest } from "../../../local/contracts.js";
import { decodeBody } from "../../../local/endpoint/body.js";
import { Endpoint } from "../../../local/endpoint/endpoint.js";

const seen: WireRequest[] = [];
const endpoint = new Endpoint(
  [
    {
      name: "good",
      handle: (request) => {
        seen.push(request);
        return Promise.resolve({ status: 200, body: "fine" });
      },
    },
    { name: "broken", handle: () => Promise.reject(new Error("a bug")) },
  ],
  {
    guard: { before: () => undefined, after: (_request, response) => response },
    meter: () => undefined,
    gate: () => true,
  },
);
let url = "";

beforeAll(async () => {
  url = await endpoint.listen();
});

afterAll(async () => {
  await endpoint.close();
});

async function call(
  service: string | undefined,
  body: string | Buffer = "",
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const credential = `Credential=key/20260105/us-east-1/${service ?? ""}/aws4_request`;
  const signed = service === undefined ? {} : { authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=x` };
  return fetch(url, { method: "POST", body, headers: { ...headers, ...signed } });
}

describe("the endpoint", () => {
  it("finds the service in the signature, and undoes the compression of its body", async () => {
    const response = await call("good", gzipSync("hello"), { "content-encoding": "gzip" });
    expect(await response.text()).toBe("fine");
    expect(Buffer.from(seen.at(-1)?.body ?? []).toString()).toBe("hello");
  });

  it.each([
    { service: "budgets", message: "does not know the service budgets" },
    { service: undefined, message: "does not know requests without a signature" },
  ])("refuses by name: $message", async ({ service, message }) => {
    const response = await call(service);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(message);
  });

  it("keeps an error inside a service, which is a fault of the embedded cloud", async () => {
    expect(endpoint.failure()).toBeUndefined();
    expect((await call("broken")).status).toBe(500);
    expect(endpoint.failure()).toEqual(new Error("a bug"));
  });
});

describe("an aws-chunked body", () => {
  const headers = { "content-encoding": "aws-chunked" };

  it("is the bytes of its chunks, without lengths, signatures and trailers", () => {
    const body = Buffer.from("3;chunk-signature=ab\r\na\r\n\r\n2\r\nbc\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n");
    expect(decodeBody(body, headers, "s3").toString()).toBe("a\r\nbc");
  });

  it.each(["5\r\nabc", "zz\r\nabc\r\n", "3"])("is refused when it is cut off or no chunks: %j", (body) => {
    expect(() => decodeBody(Buffer.from(body), headers, "s3")).toThrow("an aws-chunked body");
  });
});
