import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MailboxMessage } from "./contracts.js";

/** Keeps e-mails as text files, numbered in the order of sending. */
export function mailboxFiles(dir: string): (mail: MailboxMessage) => void {
  let count = 0;
  mkdirSync(dir, { recursive: true });
  return ({ to, subject, body, sentAtMs }) => {
    const name = `${String(++count).padStart(4, "0")}.txt`;
    const date = new Date(sentAtMs).toUTCString();
    writeFileSync(join(dir, name), `To: ${to.join(", ")}\nDate: ${date}\nSubject: ${subject}\n\n${body}\n`);
  };
}
