import type { IncidentNotice, WebhookFormat } from "../../../contracts/notice.js";

const CARD = "application/vnd.microsoft.card.adaptive";

const COLOURS: Readonly<Record<IncidentNotice["transition"], string>> = {
  opened: "attention",
  escalated: "attention",
  closed: "good",
  persistent: "warning",
};

/** Microsoft Teams: an adaptive card, as its workflows and its older incoming webhooks take it. */
export const teams: WebhookFormat = {
  name: "teams",
  isAt: (host) => /\.(webhook\.office\.com|logic\.azure\.com|api\.powerplatform\.com)$/.test(host),
  compose: (notice) => ({
    type: "message",
    attachments: [{ contentType: CARD, contentUrl: null, content: card(notice) }],
  }),
};

function card(notice: IncidentNotice): unknown {
  const { title, summary, transition, changes, findings } = notice;
  const rest = findings - changes.length;
  const lines = [...changes.map(escapeMarkdown), ...(rest > 0 ? [`and ${rest} more, in the report`] : [])];
  return {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    msteams: { width: "Full" },
    body: [
      block(escapeMarkdown(title), { weight: "bolder", size: "medium", color: COLOURS[transition] }),
      block(escapeMarkdown(summary)),
      ...(lines.length === 0 ? [] : [block(lines.map((line) => `- ${line}`).join("\r"))]),
      { type: "FactSet", facts: facts(notice) },
    ],
    actions: actions(notice),
  };
}

const block = (text: string, looks: Readonly<Record<string, string>> = {}): unknown => ({
  type: "TextBlock",
  text,
  wrap: true,
  ...looks,
});

function facts({ monitor, owner, severity, incident, openedAt }: IncidentNotice): unknown {
  const named = [
    { title: "Monitor", value: monitor },
    ...(owner === null ? [] : [{ title: "Owner", value: owner }]),
    { title: "Severity", value: severity },
    { title: "Since", value: `${openedAt.slice(0, 16).replace("T", " ")} UTC` },
    { title: "Incident", value: incident },
  ];
  return named.map(({ title, value }) => ({ title, value: escapeMarkdown(value) }));
}

function actions({ dashboardUrl, runbook }: IncidentNotice): unknown {
  const named = [
    { title: "Dashboard", url: dashboardUrl },
    { title: "Runbook", url: runbook },
  ];
  return named
    .filter(({ url }) => url !== null && /^https?:/.test(url))
    .map(({ title, url }) => ({ type: "Action.OpenUrl", title, url }));
}

/** Names of columns and values may look like the markdown that text blocks understand. */
const escapeMarkdown = (text: string): string => text.replace(/[\\*_[\]`#>]/g, (mark) => `\\${mark}`);
