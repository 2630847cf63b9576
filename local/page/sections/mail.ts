import type { MailboxMessage } from "../../contracts.js";
import { formatCount, formatTime } from "../format.js";
import { html, type Html } from "../html.js";

/** How many e-mails the overview lists before it refers to the full list. */
const RECENT = 8;

export function mailPath(id: string): string {
  return `/mail/${encodeURIComponent(id)}`;
}

/** The newest e-mails on the overview. */
export function mailSection(mailbox: readonly MailboxMessage[]): Html {
  const more =
    mailbox.length > RECENT ? html`<p><a href="/mail">All ${formatCount(mailbox.length, "e-mail")}</a></p>` : undefined;
  return html`<section class="block" id="mail" aria-labelledby="mail-title">
    <h2 id="mail-title">E-mail</h2>
    ${mailList(mailbox.slice(-RECENT))} ${more}
  </section>`;
}

/** The page of all e-mails. */
export function mailboxPage(mailbox: readonly MailboxMessage[]): Html {
  return html`<section class="block">
    <h1 class="headline">E-mail</h1>
    <p class="lead">
      ${formatCount(mailbox.length, "message")} that subscribers of the topics would have received, newest first.
    </p>
    ${mailList(mailbox)}
  </section>`;
}

function mailList(mailbox: readonly MailboxMessage[]): Html {
  if (mailbox.length === 0) return html`<p class="empty">No e-mail was sent yet.</p>`;
  const rows = mailbox.toReversed().map(
    ({ id, subject, sentAtMs, to, topicArn }) =>
      html`<li>
        <a class="row-link" href="${mailPath(id)}">${subject}</a>
        <span class="faint">${formatTime(sentAtMs)} · ${recipients(to, topicArn)}</span>
      </li>`,
  );
  return html`<ul class="rows">
    ${rows}
  </ul>`;
}

function recipients(to: readonly string[], topicArn: string): string {
  return to.length > 0 ? to.join(", ") : `${topicName(topicArn)} (nobody subscribed)`;
}

function topicName(topicArn: string): string {
  return topicArn.split(":").at(-1) ?? topicArn;
}

/** One e-mail in full. */
export function mailPage({ subject, body, sentAtMs, to, topicArn }: MailboxMessage): Html {
  return html`<article class="mail">
    <p class="back"><a href="/mail">All e-mail</a></p>
    <h1 class="mail-subject">${subject}</h1>
    <dl class="mail-head">
      <div>
        <dt>Sent</dt>
        <dd>${formatTime(sentAtMs)}</dd>
      </div>
      <div>
        <dt>To</dt>
        <dd>${recipients(to, topicArn)}</dd>
      </div>
      <div>
        <dt>Topic</dt>
        <dd>${topicName(topicArn)}</dd>
      </div>
    </dl>
    <div class="mail-body">${paragraphs(body)}</div>
  </article>`;
}

/** Prose in proportional type; blocks that are aligned by spaces keep every space, in type of equal width. */
function paragraphs(body: string): readonly Html[] {
  return body
    .replace(/\r\n?/g, "\n")
    .replace(/\n+$/, "")
    .split(/\n(?:[ \t]*\n)+/)
    .map((text) =>
      /\S {2,}\S|^ {2,}\S|\t/m.test(text) ? html`<pre>${linked(text)}</pre>` : html`<p>${linked(text)}</p>`,
    );
}

/** Web addresses become links. */
function linked(text: string): Html {
  const parts = text.split(/(https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:])/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noreferrer">${part}</a>` : part))}`;
}
