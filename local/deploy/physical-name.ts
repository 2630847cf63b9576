import { createHash } from "node:crypto";

/**
 * The name of a resource to which the template gives none: stack, logical id and eight characters that depend on both,
 * cut to the service's limit. The same template always gets the same names.
 */
export function physicalName(resource: { readonly stack: string; readonly logicalId: string }, limit: number): string {
  const { stack, logicalId } = resource;
  const suffix = createHash("sha256").update(`${stack}/${logicalId}`).digest("hex").slice(0, 8);
  return `${`${stack}-${logicalId}`.slice(0, limit - suffix.length - 1)}-${suffix}`;
}
