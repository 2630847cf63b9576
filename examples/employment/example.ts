import { fileURLToPath } from "node:url";
import type { LocalExample } from "../../local/example.js";
import { captureObjects, PRODUCTION, REFERENCE } from "./captures.js";
import { labelFiles } from "./labels.js";
import { readPeople } from "./rows.js";

const DAY_MS = 86_400_000;
const SEED = 2015;
/** The last hour is judged half an hour after its end; its captures are late by a minute. */
const LAST_HOURS_MS = 2 * 3_600_000;

/** Four weeks of captures that were there already, then four weeks of production, monitored as they come. */
export const employment: LocalExample = {
  name: "employment predictions on census data",
  configFile: fileURLToPath(new URL("plumbline.yaml", import.meta.url)),
  monitor: "employment",
  captureBucket: "employment-captures",
  deployedAtMs: PRODUCTION.startMs,
  untilMs: PRODUCTION.startMs + PRODUCTION.days * DAY_MS + LAST_HOURS_MS,
  async captures() {
    const [reference, production] = await Promise.all([readPeople("reference"), readPeople("production")]);
    const asked = [
      { people: reference, period: REFERENCE, seed: SEED },
      { people: production, period: PRODUCTION, seed: SEED + 1 },
    ];
    return {
      existing: captureObjects(reference, REFERENCE, SEED),
      live: captureObjects(production, PRODUCTION, SEED + 1),
      labels: labelFiles(asked),
    };
  },
};
