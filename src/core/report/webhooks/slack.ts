import type { IncidentNotice, WebhookFormat } from "../../../contracts/notice.js";

// A section holds 3,000 characters.
const MOST_CHARACTERS = 2_900;

const MARKS: Readonly<Record<IncidentNotice["transition"], string>> = {
  opened: ":red_circle:",
  escalated: ":red_circle:",
  closed: ":white_check_mark:",
  persistent: ":large_yellow_circle:",
};

/** Slack's incoming webhooks: a message of blocks, and the same as plain text for notifications. */
export const slack: WebhookFormat = {
  name: "slack",
  isAt: (host) => host === "hooks.slack.com" || host === "hooks.slack-gov.com",
  compose: (notice) => ({
    text: escapeText(notice.title),
    blocks: [
      section(`${MARKS[notice.transition]} *${escapeText(notice.title)}*\n${escapeText(notice.summary)}`),
      ...(notice.changes.length > 0 ? [section(changeList(notice))] : []),
      ...(links(notice) === "" ? [] : [section(links(notice))]),
      { type: "context", elements: [{ type: "mrkdwn", text: clip(about(notice)) }] },
    ],
    // What Slack would fetch of a link is none of a monitor's news.
    unfurl_links: false,
    unfurl_media: false,
  }),
};

const section = (text: string): unknown => ({ type: "section", text: { type: "mrkdwn", text: clip(text) } });

function changeList({ changes, findings }: IncidentNotice): string {
  const rest = findings - changes.length;
  const lines = changes.map((change) => `• ${escapeText(change)}`);
  return [...lines, ...(rest > 0 ? [`• and ${rest} more, in the report`] : [])].join("\n");
}

function links({ dashboardUrl, runbook }: IncidentNotice): string {
  const named = [
    { name: "Dashboard", url: dashboardUrl },
    { name: "Runbook", url: runbook },
  ];
  return named
    .flatMap(({ name, url }) =>
      url === null ? [] : [/^https?:/.test(url) ? `<${escapeText(url)}|${name}>` : `${name}: ${escapeText(url)}`],
    )
    .join("  ·  ");
}

function about({ monitor, owner, incident, severity, openedAt }: IncidentNotice): string {
  const since = `${openedAt.slice(0, 16).replace("T", " ")} UTC`;
  const parts = [monitor, ...(owner === null ? [] : [`owned by ${owner}`]), severity, `incident ${incident}`];
  return escapeText([...parts, `since ${since}`].join("  ·  "));
}

/** The three characters that mean something in Slack's texts. */
const escapeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const clip = (text: string): string => (text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`);
