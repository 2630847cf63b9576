import { basename } from "node:path";
import { PLACEHOLDER_BUCKET } from "../../src/config/index.js";
import type { Draft, DraftTime } from "./draft.js";
import { yamlInline } from "../inspect/yaml-text.js";

/** A draft as a commented plumbline.yaml. */
export function draftText(draft: Draft, from: string): string {
  const { monitor, captures } = draft;
  return [
    "# yaml-language-server: $schema=./node_modules/plumbline/plumbline.schema.json",
    `# Written by plumbline init from ${from}: a first guess, each line with what it rests on.`,
    "# Every field is explained in node_modules/plumbline/docs/configuration.md.",
    "monitors:",
    `  ${yamlInline(monitor)}:`,
    ...modelLines(draft),
    "    captures:",
    ...(captures.bucket === null
      ? ["      # bucket: a bucket is created; name yours, with `existing: true`, where captures land already"]
      : [
          `      bucket: ${yamlInline(captures.bucket)}`,
          "      existing: true # it must send its events to EventBridge",
        ]),
    field(6, "prefix", captures.prefix, "where captures land"),
    field(6, "format", captures.format, "as in the sample"),
    ...columnLines(draft),
    ...featureLines(draft),
    ...referenceLines(draft),
    "    # notify: { page: [oncall@example.com] } # who is told; until then nobody is",
    "",
  ].join("\n");
}

function modelLines({ task }: Draft): string[] {
  return [
    "    model:",
    task
      ? field(6, "task", task.value, task.because)
      : "      task: none # binary, multiclass, regression or ranking: the samples don't show it",
    "      # owner: your-team",
    "      # runbook: https://example.com/what-to-do",
  ];
}

function columnLines(draft: Draft): string[] {
  const { header, nameless, output, id, prediction } = draft;
  const lines = [
    ...(header ? headerLines(draft, header) : []),
    ...(nameless > 0
      ? [`      # input: { header: [...] } # names for the ${nameless} headerless columns; until then c0, c1, ...`]
      : []),
    ...(output ? [field(6, "output", output.value, output.because)] : []),
    ...(id ? [field(6, "id", id.value, id.because)] : []),
    ...(prediction ? [field(6, "prediction", prediction.value, prediction.because)] : []),
    ...timeLines(draft.time),
  ];
  // A group of comments only would be an empty value.
  return lines.some((line) => !line.trimStart().startsWith("#")) ? ["    columns:", ...lines] : lines;
}

function headerLines({ reference }: Draft, { columns, drop }: NonNullable<Draft["header"]>): string[] {
  return [
    "      input:",
    field(8, "headerFrom", tableUrl(reference?.table ?? ""), `names for ${columns} headerless columns`),
    ...(drop.length === 0 ? [] : [field(8, "drop", drop, "which captures lack")]),
  ];
}

function timeLines(time: DraftTime): string[] {
  if (time.from === "metadata") return ["      # id and time: SageMaker captures carry their own"];
  if (time.from === "column") return [field(6, "time", time.column.value, time.column.because)];
  if (time.from === "path") return [field(6, "time", { path: time.pattern }, "from the key")];
  return [field(6, "time", "lastModified", "no column holds times: hours are those of arrival")];
}

function featureLines({ ignore, categorical }: Draft): string[] {
  if (ignore.length === 0 && categorical.length === 0) return [];
  return [
    "    features:",
    ...(ignore.length === 0
      ? []
      : ["      ignore:", ...ignore.map(({ value, because }) => `        - ${yamlInline(value)} # ${because}`)]),
    ...(categorical.length === 0
      ? []
      : [
          field(
            6,
            "types",
            Object.fromEntries(categorical.map((name) => [name, "categorical"])),
            "numbers that are names",
          ),
        ]),
  ];
}

function referenceLines({ reference }: Draft): string[] {
  if (!reference) {
    return [
      "    reference:",
      field(6, "live", "14d", "learn from the first 14 days; `table` compares with training data"),
    ];
  }
  const { table, label } = reference;
  const place = tableUrl(table);
  const upload =
    place === table ? "the training data" : `put your bucket's name here: aws s3 cp ${basename(table)} ${place}`;
  return [
    "    reference:",
    field(6, "table", place, upload),
    ...(label ? [field(6, "label", label.value, label.because)] : []),
  ];
}

/** A local table has to be uploaded before a deployed monitor can read it. */
function tableUrl(table: string): string {
  return table.startsWith("s3://") ? table : `s3://${PLACEHOLDER_BUCKET}/${basename(table)}`;
}

function field(indent: number, name: string, value: unknown, because: string): string {
  return `${" ".repeat(indent)}${name}: ${yamlInline(value)} # ${because.replaceAll(/\s+/g, " ")}`;
}
