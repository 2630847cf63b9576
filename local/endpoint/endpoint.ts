import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { messageOf } from "../../src/contracts/errors.js";
import type { WireRequest, WireResponse, WireService } from "../contracts.js";
import { decodeBody } from "./body.js";

/** A request whose credential scope has been read. */
export interface SignedRequest extends WireRequest {
  /** The access key id, by which the embedded cloud knows which function calls. */
  readonly caller: string;
  /** Signing name of the service. */
  readonly service: string;
}

/**
 * Sees every answer before the caller does.
 *
 * @returns false to keep it from the caller, whose connection is then cut
 */
export type AnswerGate = (request: SignedRequest, response: WireResponse) => boolean;

/** Holds callers to what they may do. */
export interface CallGuard {
  /** @returns the refusal; undefined lets the request through to its service */
  before(request: SignedRequest): WireResponse | undefined;
  /** @returns what the caller may see of the answer */
  after(request: SignedRequest, response: WireResponse): WireResponse;
}

/** Hears of every request that came, refused ones too. */
export type RequestMeter = (request: SignedRequest, response: WireResponse) => void;

export interface EndpointWatch {
  readonly guard: CallGuard;
  readonly meter: RequestMeter;
  readonly gate: AnswerGate;
}

/**
 * The one loopback port behind which all services stand. The service is read from the signature's credential scope;
 * the signature itself is not checked. An error inside a service is answered as 500 and kept for `failure`.
 */
export class Endpoint {
  readonly #services: ReadonlyMap<string, WireService>;
  readonly #watch: EndpointWatch;
  readonly #server: Server;
  #failure: unknown;

  constructor(services: readonly WireService[], watch: EndpointWatch) {
    this.#services = new Map(services.map((service) => [service.name, service]));
    this.#watch = watch;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        this.#failure ??= error;
        send(response, plain(500, "InternalFailure", messageOf(error)));
      });
    });
    // Warm functions keep their connections for as long as simulated time stands still.
    this.#server.keepAliveTimeout = 0;
    this.#server.requestTimeout = 0;
  }

  /** @returns the URL of the endpoint */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The first error inside a service: a fault of the embedded cloud itself. */
  failure(): unknown {
    return this.#failure;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const headers = incoming.headers as Readonly<Record<string, string | undefined>>;
    const scope = credentialScope(headers["authorization"]);
    const service = this.#services.get(scope?.service ?? "");
    if (scope === undefined || service === undefined) {
      const asked = scope === undefined ? "requests without a signature" : `the service ${scope.service}`;
      send(outgoing, plain(400, "UnknownService", `the embedded cloud does not know ${asked}`));
      return;
    }
    const request: SignedRequest = {
      method: incoming.method ?? "GET",
      url: incoming.url ?? "/",
      headers,
      body: decodeBody(body, headers, scope.service),
      ...scope,
    };
    const { guard, meter, gate } = this.#watch;
    const response = guard.before(request) ?? guard.after(request, await service.handle(request));
    meter(request, response);
    if (gate(request, response)) send(outgoing, response);
    else incoming.socket.destroy();
  }
}

/** `AWS4-HMAC-SHA256 Credential=<key id>/<date>/<region>/<service>/aws4_request, ...` */
function credentialScope(
  authorization: string | undefined,
): { readonly caller: string; readonly service: string } | undefined {
  const match = /Credential=([^/,\s]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(authorization ?? "");
  return match === null ? undefined : { caller: match[1]!, service: match[2]! };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    incoming.on("error", reject);
  });
}

function send(outgoing: ServerResponse, { status, headers = {}, body = "" }: WireResponse): void {
  if (outgoing.destroyed) return;
  const length = headers["content-length"] ?? String(Buffer.byteLength(body));
  // The wall's date would tell SDK clients of functions, whose clock is the simulation's, to correct theirs and ask again.
  outgoing.sendDate = false;
  outgoing.writeHead(status, { ...headers, ...(status !== 204 && status !== 304 && { "content-length": length }) });
  outgoing.end(body);
}

function plain(status: number, code: string, message: string): WireResponse {
  const body = JSON.stringify({ __type: code, message });
  return { status, headers: { "content-type": "application/json", "x-amzn-errortype": code }, body };
}
