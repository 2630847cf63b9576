import { shellWord } from "../../src/pipeline/shell-word.js";

/** Commands that findings name, for the configuration in question. */
export function deployCommand(configFile: string): string {
  return `npx plumbline deploy${configOption(configFile)}`;
}

export function configOption(configFile: string): string {
  return configFile === "plumbline.yaml" ? "" : ` --config ${shellWord(configFile)}`;
}

/** Adds the setting and keeps what is there: a plain put replaces everything. */
export function sendEventsCommand(bucket: string): string {
  const name = shellWord(bucket);
  return (
    `aws s3api get-bucket-notification-configuration --bucket ${name} --output json | ` +
    `jq -s '(.[0] // {}) + {EventBridgeConfiguration: {}}' > notification.json && ` +
    `aws s3api put-bucket-notification-configuration --bucket ${name} --notification-configuration file://notification.json`
  );
}
