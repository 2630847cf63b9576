import * as z from "zod/mini";
import { CAPTURE_FORMAT_NAMES } from "../known-names.js";
import { field, optionalGroup } from "./field.js";
import { bucketName, distinctList, keyGlob, keyPrefix, kmsKeyArn, textOf } from "./texts.js";

const percent = "a percentage above 0 and at most 100";
const patterns = () => distinctList(keyGlob(), "a list of key patterns");

const csv = optionalGroup("how CSV is written, such as { delimiter: ; }", {
  delimiter: field(z.optional(textOf("one character", /^[^\r\n"]$/)), "Character between two fields.", {
    fallback: "detected among `, ; tab |` from the header row",
  }),
  decimal: field(z.optional(z.enum([".", ","])), "Decimal mark of numbers.", { fallback: "`.`" }),
  hasHeader: field(z.optional(z.boolean({ error: "true or false" })), "Whether the first row names the columns.", {
    fallback: "detected",
  }),
});

export const capturesSchema = optionalGroup("where captures land, such as { prefix: churn/ }", {
  bucket: field(z.optional(bucketName()), "Bucket in which captures land; created unless `existing`.", {
    fallback: "a bucket created for the monitor",
  }),
  prefix: field(z.optional(keyPrefix()), "Key prefix of the captures.", { fallback: "the monitor's name and `/`" }),
  existing: field(
    z._default(z.boolean({ error: "true or false" }), false),
    "True for a bucket that is there already; it must send its events to EventBridge.",
  ),
  account: field(
    z.optional(textOf("an AWS account id of 12 digits, in quotes", /^\d{12}$/)),
    "Account that owns an `existing` bucket; `plumbline bucket-policy` prints what its owner has to allow.",
    { fallback: "this account" },
  ),
  include: field(
    z._default(patterns(), []),
    "Only keys that match one of these patterns below the prefix (`*` within a path segment, `**` across) are captures.",
    { fallback: "all" },
  ),
  exclude: field(
    z._default(patterns(), ["_*", ".*"]),
    "Keys that are no captures: those with a path segment, or the whole key below the prefix, matching one of these.",
  ),
  kmsKeyArn: field(z.optional(kmsKeyArn()), "Key that the captures are encrypted with.", { fallback: "AWS-managed" }),
  format: field(
    z._default(z.enum(["auto", ...CAPTURE_FORMAT_NAMES]), "auto"),
    "Format of the captures; `auto` detects it from each object's content. Any of them may be gzipped.",
  ),
  samplingPercent: field(
    z._default(z.number({ error: percent }).check(z.gt(0, { error: percent }), z.lte(100, { error: percent })), 100),
    "What share of requests the endpoint captures; rates are divided by it.",
    { unit: "percent" },
  ),
  replaces: field(
    z.optional(z.enum(["partition"])),
    "`partition`: the objects of one key partition are one unit, and new ones replace old ones.",
    { fallback: "nothing" },
  ),
  csv: field(csv, "How CSV is written, where it can't be detected."),
});
