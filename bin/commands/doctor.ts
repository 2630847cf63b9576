import { defineCommand } from "../command.js";
import type { DoctorOptions } from "../doctor/doctor-command.js";

export const doctor = defineCommand<DoctorOptions>({
  name: "doctor",
  summary: "look whether all is right on AWS, with the command that fixes what is not",
  description:
    "Asks AWS, with the credentials and the region of the environment, and changes nothing: clock, bootstrap, account quotas, stacks, " +
    "buckets and their events, lifecycle, encryption, captures and their format, e-mail subscriptions, cost-allocation tags. What you may " +
    "not look at is said and ends nothing. Status 1 where there is a problem.",
  examples: [
    ["plumbline doctor", "plumbline.yaml of this folder"],
    ["plumbline doctor --config prod.yaml --profile prod --json", "another file and account, for a program"],
  ],
  configure: (command) => {
    command
      .option("--config <file>", "configuration", "plumbline.yaml")
      .option("--profile <name>", "profile of your AWS configuration (default: the environment's)");
  },
  run: async (call) => (await import("../doctor/doctor-command.js")).runDoctor(call),
});
