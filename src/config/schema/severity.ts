import * as z from "zod/mini";
import type { Severity } from "../../contracts/verdict.js";

/** Least first. */
export const SEVERITIES = ["low", "medium", "high", "critical"] as const satisfies readonly Severity[];

export const severity = () => z.enum(SEVERITIES);
