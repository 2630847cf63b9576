import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { messageOf } from "../../src/contracts/errors.js";
import { PAGE_POLICY } from "./content-policy.js";
import { answerGet, type Answer } from "./routes.js";
import type { PageData } from "./sections/page-data.js";

export interface PageOptions extends PageData {
  /** 0 for any free port. @default 8750 */
  readonly port?: number;
}

export interface RunningPage {
  /** `http://127.0.0.1:<port>/` */
  readonly url: string;
  /** Said when another port than the one asked for was taken. */
  readonly notice: string | undefined;
  close(): Promise<void>;
}

const DEFAULT_PORT = 8750;
const PORTS_TRIED = 20;
const HOST = "127.0.0.1";

/**
 * Serves the page on this machine only. When the port is taken, the next free one is used and `notice` says so.
 *
 * @throws Error when none of the twenty ports from the one asked for is free
 */
export async function startPage(options: PageOptions): Promise<RunningPage> {
  const server = createServer((request, response) => {
    respond(request, response, options);
  });
  const asked = options.port ?? DEFAULT_PORT;
  const port = await listen(server, asked);
  const notice = asked === 0 || port === asked ? undefined : `port ${asked} is taken, the page uses ${port}`;
  return { url: `http://${HOST}:${port}/`, notice, close: () => close(server) };
}

async function listen(server: Server, asked: number): Promise<number> {
  const last = asked === 0 ? 0 : Math.min(asked + PORTS_TRIED - 1, 65_535);
  for (let port = asked; port <= last; port++) {
    if (await listenOn(server, port)) return (server.address() as AddressInfo).port;
  }
  throw new Error(`the page expects a free port from ${asked} to ${last}, got none; end the program that uses them`);
}

/** False when the port is taken. */
function listenOn(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(error);
    };
    server.once("error", failed);
    server.listen(port, HOST, () => {
      server.off("error", failed);
      resolve(true);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
    server.closeAllConnections();
  });
}

function respond(request: IncomingMessage, response: ServerResponse, data: PageData): void {
  const answer = answerTo(request, data);
  response.writeHead(answer.status, {
    "content-type": `${answer.type}; charset=utf-8`,
    "content-security-policy": answer.policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    ...(answer.status === 405 && { allow: "GET, HEAD" }),
  });
  response.end(request.method === "HEAD" ? undefined : answer.body);
}

function answerTo(request: IncomingMessage, data: PageData): Answer {
  // Another name for this address would let a foreign website read the page (DNS rebinding).
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) {
    return plain(421, `open the page as http://${HOST}`);
  }
  if (request.method !== "GET" && request.method !== "HEAD") return plain(405, "the page only answers GET");
  try {
    return answerGet(new URL(request.url ?? "/", `http://${HOST}`), data);
  } catch (error) {
    return plain(500, `the page could not be made: ${messageOf(error)}`);
  }
}

function plain(status: number, body: string): Answer {
  return { status, type: "text/plain", policy: PAGE_POLICY, body };
}
