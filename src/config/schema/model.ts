import * as z from "zod/mini";
import { field, group, optionalGroup } from "./field.js";
import { ascendingPercents, numberBetween, positiveNumber } from "./numbers.js";
import {
  columnName,
  costTag,
  distinctList,
  jsonPath,
  nameText,
  nonEmptyText,
  pipelineArn,
  textOf,
  webUrl,
} from "./texts.js";

const onePlace = "exactly one of path, input, output, column";

const version = group(`where the model's version stands: ${onePlace}`, {
  path: field(
    z.optional(textOf("a pattern of the key such as {endpoint}/{variant}", /\{\w+\}/)),
    "Pattern of the key below the prefix, such as `{endpoint}/{variant}`.",
  ),
  input: field(z.optional(jsonPath()), "JSON path in the input of the capture."),
  output: field(z.optional(jsonPath()), "JSON path in the output of the capture."),
  column: field(z.optional(columnName()), "Column that holds the version."),
}).check(
  z.refine((places) => Object.values(places).filter((place) => place !== undefined).length === 1, { error: onePlace }),
);

const sageMakerName = () =>
  textOf("a name of SageMaker: 1 to 63 letters, digits and hyphens", /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/);

const endpoint = group("the SageMaker endpoint that serves the model, such as { name: churn-live }", {
  name: field(sageMakerName(), "Name of the endpoint."),
  variant: field(z._default(sageMakerName(), "AllTraffic"), "The production variant that this monitor watches."),
});

const spend = group("the tag of what the model itself costs, such as { tag: model=churn }", {
  tag: field(
    costTag(),
    "`KEY=VALUE`: the cost-allocation tag that the model's own endpoint and batch jobs carry; `plumbline spend models` divides its cost by the predictions.",
  ),
  monthlyUsd: field(
    z.optional(positiveNumber("an amount in US dollars above 0")),
    "What carries the tag may cost this in a calendar month: the monitor's stack gets a budget of AWS that tells whom the monitor pages. Nothing is stopped.",
    { unit: "US dollars", fallback: "no budget" },
  ),
  notifyAt: field(z._default(ascendingPercents(), [80, 100]), "Shares of `monthlyUsd` at which the budget tells.", {
    unit: "percent",
  }),
});

const TAGS =
  "names of 1 to 128 and texts of at most 256 letters, digits, blanks and _ . : / = + - @; names beginning with aws: or plumbline: are taken";

/** What every service of AWS takes for a tag. */
const isTag = ([name, text]: readonly [string, string]): boolean =>
  /^(?!aws:|plumbline:)[\p{L}\p{N} _.:/=+\-@]{1,128}$/iu.test(name) && /^[\p{L}\p{N} _.:/=+\-@]{0,256}$/u.test(text);

export const modelSchema = optionalGroup("what the model is, such as { task: binary }", {
  task: field(
    z.optional(z.enum(["binary", "multiclass", "regression", "ranking", "none"])),
    "What the model predicts. `plumbline validate` says what it would infer, so that you can write it down.",
    { fallback: "inferred from the reference" },
  ),
  positiveClass: field(z.optional(nameText("a class")), "The class that a high score stands for, in binary tasks.", {
    fallback: "the last of the two classes in the reference",
  }),
  threshold: field(
    z._default(numberBetween("a score from 0 to 1", 0, 1), 0.5),
    "Score from which the positive class is predicted.",
  ),
  classes: field(
    z._default(distinctList(nameText("a class"), "a list of classes"), []),
    "The classes, in the order of the probabilities.",
    {
      fallback: "those of the reference",
    },
  ),
  version: field(z.optional(version), "Where the model's version stands; profiles are then kept by version too.", {
    fallback: "none",
  }),
  endpoint: field(
    z.optional(endpoint),
    "The SageMaker endpoint that serves it: its latency, errors, load and missing captures are on the monitor's dashboard.",
    { fallback: "none" },
  ),
  spend: field(z.optional(spend), "What the model's own resources cost, by their cost-allocation tag.", {
    fallback: "not asked for",
  }),
  owner: field(
    z.optional(nonEmptyText("the name of a person or team")),
    "Who answers for the model; shown in every mail.",
  ),
  runbook: field(z.optional(webUrl()), "What to do when it drifts; linked from every mail."),
  description: field(z.optional(nonEmptyText("a text")), "What the model is for; shown on its page."),
  tags: field(
    z._default(
      z
        .record(z.string(), nameText("a text"), { error: "texts by name" })
        .check(z.refine((tags) => Object.entries(tags).every(isTag), { error: TAGS })),
      {},
    ),
    "Your own labels by name: AWS tags of the monitor's resources, shown on reports.",
  ),
  pipelines: field(
    z._default(distinctList(pipelineArn(), "a list of ARNs"), []),
    "ARNs of your own SageMaker pipelines, Glue jobs and Step Functions state machines: their runs stand in the timeline of reports.",
    { fallback: "none" },
  ),
  card: field(
    z._default(z.record(z.string(), z.unknown(), { error: "values by name" }), {}),
    "Free metadata for the model card: training data, hyperparameters, infrastructure.",
  ),
});
