import type { Incident } from "../../contracts/verdict.js";
import type { AnswerCommand } from "../../core/report/incident-mail.js";
import { shellWord } from "../shell-word.js";

/** The commands that answer this incident, to be pasted as they are once the reason is filled in. */
export function answerCommands({ id, findings }: Incident, monitor: string, table: string): readonly AnswerCommand[] {
  const place = `${monitor} --table ${table}`;
  const because = `--reason "..."`;
  const feature = findings[0]?.feature;
  const ofData = findings.some(({ role }) => role !== "quality");
  return [
    { meaning: "I look at it", command: `plumbline ack ${place} --incident ${id} ${because}` },
    ...(feature === undefined
      ? []
      : [
          {
            meaning: "no page about it for 3 days",
            command: `plumbline mute ${place} --feature ${shellWord(feature)} --until 3d ${because}`,
          },
        ]),
    ...(ofData
      ? [{ meaning: "it is the new normal", command: `plumbline accept ${place} --incident ${id} ${because}` }]
      : []),
  ];
}
