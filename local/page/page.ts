import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { messageOf } from "../../src/contracts/errors.js";
import { PAGE_POLICY, WIDGET_POLICY } from "./content-policy.js";
import { answerGet, type Answer } from "./routes.js";
import type { PageData } from "./sections/page-data.js";
import { widgetFrame } from "./widget/widget-frame.js";

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
const WIDGET_PATH = "/widget";
const HOST = "127.0.0.1";

/**
 * Serves the page on this machine only. When the port is taken, the next free one is used and `notice` says so.
 *
 * @throws Error when none of the twenty ports from the one asked for is free
 */
export async function startPage(options: PageOptions): Promise<RunningPage> {
  // A form that doesn't carry it was not made by this page: a foreign website can't read it.
  const token = randomBytes(24).toString("hex");
  const server = createServer((request, response) => {
    void respond(request, response, options, token);
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

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  data: PageData,
  token: string,
): Promise<void> {
  const answer = await answerTo(request, data, token);
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

async function answerTo(request: IncomingMessage, data: PageData, token: string): Promise<Answer> {
  // Another name for this address would let a foreign website read the page (DNS rebinding).
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) {
    return plain(421, `open the page as http://${HOST}`);
  }
  const url = new URL(request.url ?? "/", `http://${HOST}`);
  const isForm = request.method === "POST" && url.pathname === WIDGET_PATH;
  if (request.method !== "GET" && request.method !== "HEAD" && !isForm) return plain(405, "the page only answers GET");
  try {
    if (url.pathname !== WIDGET_PATH) return answerGet(url, data);
    const form = isForm ? await readForm(request) : undefined;
    if (form !== undefined && !isToken(form.get("token"), token)) return plain(403, "the form is not of this page");
    const body = await widgetFrame({ url, form, token }, data);
    if (body === undefined) return plain(404, "there is no such widget");
    return { status: 200, type: "text/html", policy: WIDGET_POLICY, body };
  } catch (error) {
    return plain(500, `the page could not be made: ${messageOf(error)}`);
  }
}

/** Larger forms are none of a widget's. */
const MOST_FORM_BYTES = 64 * 1024;

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_FORM_BYTES) throw new Error(`a form expects at most ${MOST_FORM_BYTES} bytes`);
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}

function isToken(given: string | null, token: string): boolean {
  const [a, b] = [Buffer.from(given ?? ""), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function plain(status: number, body: string): Answer {
  return { status, type: "text/plain", policy: PAGE_POLICY, body };
}
