import { type AnalysisDeps } from "../deps.js";
import { enqueueMail } from "../outbox.js";
import { hourOf } from "../hour.js";
import { retrainCommand } from "./retrain-command.js";
import { askForRetraining } from "./retrainings.js";

/** A schedule asks for a retraining; where a person has to approve it, the page topic is asked. The next analysis does the rest. */
export async function askBySchedule(nowMs: number, deps: AnalysisDeps): Promise<{ readonly token: string }> {
  const { table, monitor, tableName, pageTopicArn } = deps;
  const token = `scheduled-${new Date(nowMs).toISOString().slice(0, 16).replaceAll(":", "-")}`;
  if (monitor.retrain?.approval === true) {
    const body = [
      `${monitor.name}: by its schedule this model is to be trained again. It waits for your approval, for two weeks.`,
      ["What would start", `  ${monitor.retrain.target}`].join("\n"),
      [
        "To answer, from a shell with access to the account:",
        `  ${retrainCommand("approve", token, monitor.name, tableName)}`,
        `  ${retrainCommand("decline", token, monitor.name, tableName)}`,
      ].join("\n"),
    ].join("\n\n");
    const subject = `${monitor.name}: retraining waits for approval [${token}]`;
    const mail = { id: `retrain-${token}`, hour: hourOf(nowMs), topicArn: pageTopicArn, subject, body: `${body}\n` };
    await enqueueMail(table, monitor.name, mail, nowMs);
  }
  await askForRetraining(table, monitor.name, token, { kind: "schedule" }, nowMs);
  return { token };
}
