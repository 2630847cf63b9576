import { snsSubscriptions } from "../../../src/adapters/sns-subscriptions.js";
import { hubTopics, type HubTopic } from "../../../src/config/index.js";
import type { Check, World } from "../check.js";
import { deployCommand } from "../commands.js";
import { type Finding, ok, problem, warning } from "../finding.js";
import { looked } from "../looked.js";

/** Everybody who is to be told has confirmed. */
export const subscriptions: Check = {
  name: "subscriptions",
  run: async (world) => {
    const topics = hubTopics(world.config);
    const findings: Finding[] = [];
    for (const topic of topics) findings.push(...(await looked(topic.name, () => topicFindings(topic, world))));
    return findings;
  },
};

async function topicFindings(
  { name, kind, monitor, emails }: HubTopic,
  { aws, accountId, region, configFile }: World,
): Promise<readonly Finding[]> {
  if (emails.length === 0) {
    const fix = `notify: { page: [you@example.com] } in ${configFile}, then ${deployCommand(configFile)}`;
    return monitor === null && kind === "page"
      ? [warning(name, "nobody is told of what goes to the hub's own list", fix)]
      : [];
  }
  const arn = `arn:${partitionOf(region)}:sns:${region}:${accountId}:${name}`;
  const confirmed = await snsSubscriptions(aws.sns).confirmed(arn);
  const silent = emails.filter((email) => !confirmed.has(email.toLowerCase()));
  if (silent.length === 0) return [ok(name, `${emails.length} of ${emails.length} addresses have confirmed`)];
  return silent.map((email) => {
    const again = `aws sns subscribe --topic-arn ${arn} --protocol email --notification-endpoint ${email}   # sends another link`;
    return problem(name, `${email} has not confirmed and is told nothing`, again);
  });
}

/** China and the GovCloud have partitions of their own. */
function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
