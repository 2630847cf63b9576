import type { RegisteredCommand } from "../command.js";
import { init } from "./init.js";
import { validate } from "./validate.js";

/** Every command: one file each, one line here. */
export const commands: readonly RegisteredCommand[] = [init, validate];
