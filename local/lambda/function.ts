import type { Account } from "../account.js";
import { Environment, type Outcome } from "./environment.js";

/** A function as the template defines it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Folder of the unpacked asset. */
  readonly codeDir: string;
  /** `index.handler` */
  readonly handler: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly logGroup: string;
  /** Queue of the asynchronous invocations that failed for good. */
  readonly deadLetterArn: string | undefined;
}

/** What all functions share. */
export interface FunctionHost {
  readonly account: Account;
  readonly workerSource: string;
  readonly endpointUrl: () => string;
  readonly logDir: string;
  /** A file that doesn't exist, in place of the user's own AWS configuration. */
  readonly noConfigFile: string;
  /** Hears of every new environment. */
  readonly onStart: (definition: FunctionDefinition) => void;
}

export interface Invocation {
  readonly requestId: string;
  readonly payload: string;
  readonly simulatedMs: number;
}

/** A deployed function and its warm environments. */
export class LambdaFunction {
  readonly definition: FunctionDefinition;
  readonly #host: FunctionHost;
  readonly #idle: { readonly caller: string; readonly environment: Environment }[] = [];
  readonly #running = new Map<string, { readonly environment: Environment; readonly requestId: string }>();
  #environments = 0;

  constructor(definition: FunctionDefinition, host: FunctionHost) {
    this.definition = definition;
    this.#host = host;
  }

  async invoke({ requestId, payload, simulatedMs }: Invocation): Promise<Outcome> {
    const warm = this.#idle.pop() ?? this.#start();
    const { caller, environment } = warm;
    this.#running.set(caller, { environment, requestId });
    const simulatedTime = new Date(simulatedMs).toISOString();
    const outcome = await environment.invoke({
      requestId,
      payload,
      timeoutMs: this.definition.timeoutMs,
      simulatedTime,
    });
    this.#running.delete(caller);
    if (!environment.isDead) this.#idle.push(warm);
    return outcome;
  }

  /** The running invocation of the environment that signs with an access key id. */
  runningAs(caller: string): { readonly environment: Environment; readonly requestId: string } | undefined {
    return this.#running.get(caller);
  }

  async close(): Promise<void> {
    const environments = [...this.#idle, ...this.#running.values()].map(({ environment }) => environment.close());
    this.#idle.length = 0;
    await Promise.all(environments);
  }

  #start(): { readonly caller: string; readonly environment: Environment } {
    const { name, arn, codeDir, handler, memoryMb, logGroup } = this.definition;
    this.#host.onStart(this.definition);
    const dot = handler.lastIndexOf(".");
    const caller = `${name}.${this.#environments++}`;
    const environment = new Environment({
      source: this.#host.workerSource,
      setup: {
        modules: ["mjs", "js", "cjs"].map((extension) => `${codeDir}/${handler.slice(0, dot)}.${extension}`),
        exportName: handler.slice(dot + 1),
        logFile: `${this.#host.logDir}/${name}.log`,
        functionName: name,
        functionArn: arn,
        memoryMb,
        logGroup,
      },
      variables: this.#variables(caller),
    });
    return { caller, environment };
  }

  #variables(caller: string): Readonly<Record<string, string>> {
    const { name, codeDir, handler, runtime, memoryMb, logGroup, variables } = this.definition;
    const { account, endpointUrl, noConfigFile } = this.#host;
    return {
      ...variables,
      AWS_ACCESS_KEY_ID: caller,
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_REGION: account.region,
      AWS_DEFAULT_REGION: account.region,
      AWS_ENDPOINT_URL: endpointUrl(),
      AWS_CONFIG_FILE: noConfigFile,
      AWS_SHARED_CREDENTIALS_FILE: noConfigFile,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
      AWS_LAMBDA_LOG_STREAM_NAME: "local",
      LAMBDA_TASK_ROOT: codeDir,
      TZ: ":UTC",
      _HANDLER: handler,
    };
  }
}
