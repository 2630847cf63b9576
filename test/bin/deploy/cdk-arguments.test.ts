import { expect, it } from "vitest";
import { appEnvironment, cdkArguments, type CdkOptions, type CdkVerb } from "../../../bin/deploy/cdk-arguments.js";

const CONFIG = { config: "plumbline.yaml" };
const APP = ["--app", "app.js"];
const OUTPUTS = ["--outputs-file", "outputs.json"];

it.each<{ why: string; verb: CdkVerb; passed?: string[]; options?: Partial<CdkOptions>; expected: string[] }>([
  { why: "deploys all stacks", verb: "deploy", expected: ["deploy", "--all", ...APP, ...OUTPUTS] },
  { why: "destroys all stacks", verb: "destroy", expected: ["destroy", "--all", ...APP] },
  { why: "prints no templates", verb: "synth", expected: ["synth", "--quiet", ...APP] },
  { why: "shows all differences", verb: "diff", expected: ["diff", ...APP] },
  {
    why: "takes the stacks that are named",
    verb: "deploy",
    passed: ["ml-hub", "--no-rollback"],
    expected: ["deploy", "ml-hub", "--no-rollback", ...APP, ...OUTPUTS],
  },
  {
    why: "passes options of the CDK's own on, and takes them for no stacks",
    verb: "destroy",
    passed: ["--force"],
    expected: ["destroy", "--all", "--force", ...APP],
  },
  {
    why: "leaves outputs where the caller wants them",
    verb: "deploy",
    passed: ["--outputs-file=mine.json"],
    expected: ["deploy", "--all", "--outputs-file=mine.json", ...APP],
  },
  {
    why: "passes profile and approval on",
    verb: "deploy",
    options: { profile: "prod", requireApproval: "never" },
    expected: ["deploy", "--all", ...APP, ...OUTPUTS, "--profile", "prod", "--require-approval", "never"],
  },
])("$verb $why", ({ verb, passed = [], options, expected }) => {
  const call = { verb, app: "app.js", outputsFile: "outputs.json", passed };
  expect(cdkArguments(call, { ...CONFIG, ...options })).toEqual(expected);
});

it.each<{ verb: CdkVerb; notes: string }>([
  { verb: "synth", notes: "on" },
  { verb: "diff", notes: "on" },
  { verb: "deploy", notes: "on" },
  { verb: "destroy", notes: "off" },
])("notes of what it costs and who has to confirm are $notes for $verb", ({ verb, notes }) => {
  expect(appEnvironment(verb, "/at/p.yaml")).toEqual({ PLUMBLINE_CONFIG_FILE: "/at/p.yaml", PLUMBLINE_NOTES: notes });
});
