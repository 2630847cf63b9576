import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import dynalite from "dynalite";
import { PlumblineError } from "../../src/contracts/errors.js";
import type { WireRequest, WireResponse } from "../contracts.js";

type Json = Readonly<Record<string, unknown>>;

/** What dynalite reads of a request. */
class StoreRequest extends EventEmitter {
  readonly method: string;
  readonly url: string;
  readonly headers: WireRequest["headers"];

  constructor({ method, url, headers }: WireRequest) {
    super();
    this.method = method;
    this.url = url;
    this.headers = headers;
  }
}

/** What dynalite writes of a response. */
class StoreResponse {
  statusCode = 200;
  readonly #headers: Record<string, string> = {};
  readonly #done: (response: WireResponse) => void;

  constructor(done: (response: WireResponse) => void) {
    this.#done = done;
  }

  setHeader(name: string, value: string | number): void {
    this.#headers[name.toLowerCase()] = String(value);
  }

  end(body = ""): void {
    this.#done({ status: this.statusCode, headers: this.#headers, body });
  }
}

/**
 * The DynamoDB-protocol store, in memory. Requests are handed to dynalite's own request handler inside this process,
 * which saves a second hop over HTTP for each of them.
 */
export class TableStore {
  readonly #server: Server = dynalite({ createTableMs: 0 });

  handle(request: WireRequest): Promise<WireResponse> {
    return new Promise((resolve) => {
      const incoming = new StoreRequest(request);
      this.#server.emit("request", incoming, new StoreResponse(resolve));
      incoming.emit("data", Buffer.from(request.body));
      incoming.emit("end");
    });
  }

  /**
   * One operation on the embedded cloud's own behalf.
   *
   * @throws PlumblineError TABLE_STORE with the store's answer
   */
  async call(operation: string, body: Json): Promise<Json> {
    const answer = await this.handle({
      method: "POST",
      url: "/",
      headers: {
        "x-amz-target": `DynamoDB_20120810.${operation}`,
        "content-type": "application/x-amz-json-1.0",
        "x-amz-date": "20000101T000000Z",
        authorization: "AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local",
      },
      body: Buffer.from(JSON.stringify(body)),
    });
    const text = String(answer.body);
    if (answer.status === 200) return JSON.parse(text) as Json;
    throw new PlumblineError("TABLE_STORE", `${operation} of ${String(body["TableName"])} answered ${text}`);
  }
}
