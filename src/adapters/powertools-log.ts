import { Logger } from "@aws-lambda-powertools/logger";
import type { Log } from "../contracts/ports.js";

/** Structured JSON lines on standard output, where Lambda's log group picks them up. */
export function powertoolsLog(monitor: string): Log {
  const logger = new Logger({ serviceName: "plumbline", persistentKeys: { monitor } });
  return {
    info: (message, fields = {}) => {
      logger.info(message, fields);
    },
    warn: (message, fields = {}) => {
      logger.warn(message, fields);
    },
    error: (message, fields = {}) => {
      logger.error(message, fields);
    },
  };
}
