import * as z from "zod/mini";
import type { Severity } from "../../contracts/verdict.js";

const SEVERITIES = ["low", "medium", "high", "critical"] as const satisfies readonly Severity[];

/** Least first. */
export const severity = () => z.enum(SEVERITIES);
