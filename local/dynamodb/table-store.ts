import { EventEmitter, once } from "node:events";
import type { Server } from "node:http";
import dynalite from "dynalite";
import type { WireRequest, WireResponse } from "../contracts.js";

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
 * The DynamoDB-protocol store. Requests are handed to dynalite's own request handler inside this process, which saves
 * a second hop over HTTP for each of them.
 */
export class TableStore {
  readonly #server: Server;

  /** @param path folder of the store; in memory without it */
  constructor(path?: string) {
    this.#server = dynalite({ createTableMs: 0, ...(path !== undefined && { path }) });
  }

  handle(request: WireRequest): Promise<WireResponse> {
    return new Promise((resolve) => {
      const incoming = new StoreRequest(request);
      this.#server.emit("request", incoming, new StoreResponse(resolve));
      incoming.emit("data", Buffer.from(request.body));
      incoming.emit("end");
    });
  }

  /** Waits for open writes and closes the files. */
  async close(): Promise<void> {
    // dynalite closes its store only together with a server that has listened.
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    await new Promise<void>((resolve, reject) => {
      this.#server.close((error) => {
        if (error === undefined || (error as unknown) === null) resolve();
        else reject(error);
      });
    });
  }
}
