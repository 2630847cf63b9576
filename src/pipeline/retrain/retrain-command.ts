/** What a person types to let a retraining start, or not. */
export function retrainCommand(
  decision: "approve" | "decline",
  token: string,
  monitor: string,
  tableName: string,
): string {
  return `plumbline retrain ${monitor} --table ${tableName} --${decision} ${token} --reason "..."`;
}
