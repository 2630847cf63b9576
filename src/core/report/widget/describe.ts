/** What CloudWatch shows to whoever adds this widget to a dashboard: markdown with the parameters in YAML. */
export function describeWidget(monitor: string): { readonly markdown: string } {
  return {
    markdown: `### Plumbline: ${monitor}

Draws what the monitor ${monitor} knows of its model. It follows the dashboard's time range and theme. It changes nothing by
itself: an answer (mute, acknowledge, accept) is written only when its button is pressed, confirmed, and given a reason.

Parameter | Meaning
---|---
**view** | \`heat\`: features x time; \`incidents\`: what is open and was; \`timeline\`: the drift score; \`latency\`: how long answers took; \`feature\`: one feature
**feature** | with \`view: feature\`, the feature's name

\`\`\`yaml
view: heat
\`\`\`
`,
  };
}
