import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { webPoster } from "../../src/adapters/web-poster.js";

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

const asked: Asked[] = [];
let server: Server;
let origin: string;

/** `/302` answers 302, `/cut` nothing at all, everything else 200 with more than anybody would read. */
function answer(path: string, response: ServerResponse): void {
  if (path === "/cut") response.destroy();
  else if (path === "/302") response.writeHead(302, { location: "/elsewhere" }).end();
  else if (/^\/\d+$/.test(path)) response.writeHead(Number(path.slice(1))).end();
  else response.writeHead(200).end("x".repeat(1_000_000));
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      const { method = "", url: path = "", headers } = request;
      asked.push({ method, path, type: headers["content-type"] ?? "", body });
      answer(path, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("posting", () => {
  it("sends JSON and tells the status, however long the answer is", async () => {
    expect(await webPoster().post(new URL("/hook", origin), '{"a":1}')).toBe(200);
    expect(asked.at(-1)).toEqual({ method: "POST", path: "/hook", type: "application/json", body: '{"a":1}' });
  });

  it.each([302, 404, 503])("tells status %d, and follows no redirect", async (status) => {
    expect(await webPoster().post(new URL(`/${status}`, origin), "{}")).toBe(status);
    expect(asked.at(-1)!.path).toBe(`/${status}`);
  });

  it.each([
    { why: "an answer that is cut off", url: () => new URL("/cut", origin), says: /got (UND_ERR_SOCKET|ECONNRESET)$/ },
    { why: "a port that nobody listens at", url: () => new URL("http://127.0.0.1:1/s3cr3t"), says: /got \w+$/ },
  ])("fails for $why, without the address in its message", async ({ url, says }) => {
    const posting = webPoster().post(url(), "{}");
    await expect(posting).rejects.toMatchObject({
      code: "POST_FAILED",
      message: expect.stringMatching(says) as string,
    });
    await expect(posting).rejects.not.toThrow(/s3cr3t|127\.0\.0\.1/);
  });
});
