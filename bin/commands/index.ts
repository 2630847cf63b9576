import type { RegisteredCommand } from "../command.js";
import { backtest } from "./backtest.js";
import { compare } from "./compare.js";
import { init } from "./init.js";
import { profile } from "./profile.js";
import { quality } from "./quality.js";
import { validate } from "./validate.js";

/** Every command: one file each, one line here. */
export const commands: readonly RegisteredCommand[] = [init, validate, profile, compare, backtest, quality];
