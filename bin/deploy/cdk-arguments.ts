export type CdkVerb = "synth" | "diff" | "deploy" | "destroy";

export interface CdkOptions {
  /** Path of the configuration. */
  readonly config: string;
  /** Profile of the AWS configuration; default: the environment's. */
  readonly profile?: string;
  /** When `deploy` asks before it changes permissions. */
  readonly requireApproval?: string;
}

/** What one call of the CDK's command line needs. */
export interface CdkCall {
  readonly verb: CdkVerb;
  /** Script of the CDK app, which the CDK's command line starts with its own Node. */
  readonly app: string;
  /** Where `deploy` writes the outputs of stacks. */
  readonly outputsFile: string;
  /** Names of stacks first, then options of the CDK's own. */
  readonly passed: readonly string[];
}

/** Arguments of the CDK's command line. Without names of stacks, all of them are meant. */
export function cdkArguments({ verb, app, outputsFile, passed }: CdkCall, options: CdkOptions): readonly string[] {
  const named = passed[0] !== undefined && !passed[0].startsWith("-");
  const everything: Readonly<Record<CdkVerb, readonly string[]>> = {
    synth: ["--quiet"],
    diff: [],
    deploy: ["--all"],
    destroy: ["--all"],
  };
  return [
    verb,
    ...(named ? [] : everything[verb]),
    ...passed,
    "--app",
    app,
    ...(verb === "deploy" && !passed.some((word) => word.startsWith("--outputs-file"))
      ? ["--outputs-file", outputsFile]
      : []),
    ...(options.profile === undefined ? [] : ["--profile", options.profile]),
    ...(options.requireApproval === undefined ? [] : ["--require-approval", options.requireApproval]),
  ];
}

/** What the CDK app is told by its environment. Who takes a deployment away asks neither what it costs nor who has to confirm. */
export function appEnvironment(verb: CdkVerb, configPath: string): Readonly<Record<string, string>> {
  return { PLUMBLINE_CONFIG_FILE: configPath, PLUMBLINE_NOTES: verb === "destroy" ? "off" : "on" };
}
