import type { RegisteredCommand } from "../command.js";
import { accept } from "./accept.js";
import { ack } from "./ack.js";
import { audit } from "./audit.js";
import { backtest } from "./backtest.js";
import { bucketPolicy } from "./bucket-policy.js";
import { compare } from "./compare.js";
import { cost } from "./cost.js";
import { deploy } from "./deploy.js";
import { destroy } from "./destroy.js";
import { diff } from "./diff.js";
import { doctor } from "./doctor.js";
import { init } from "./init.js";
import { mute } from "./mute.js";
import { profile } from "./profile.js";
import { quality } from "./quality.js";
import { relearn } from "./relearn.js";
import { report } from "./report.js";
import { retrain } from "./retrain.js";
import { spend } from "./spend.js";
import { synth } from "./synth.js";
import { unmute } from "./unmute.js";
import { validate } from "./validate.js";

/** Every command: one file each, one line here. */
export const commands: readonly RegisteredCommand[] = [
  init,
  validate,
  profile,
  compare,
  backtest,
  quality,
  report,
  cost,
  spend,
  bucketPolicy,
  synth,
  diff,
  deploy,
  destroy,
  doctor,
  mute,
  unmute,
  ack,
  accept,
  relearn,
  retrain,
  audit,
];
