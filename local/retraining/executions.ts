import { arnOf, type Account } from "../account.js";
import type { Simulation, WireService } from "../contracts.js";
import { jsonService } from "../endpoint/json-service.js";
import { ServiceFault } from "../errors.js";

/** Something that a function has started. */
export interface StartedExecution {
  readonly arn: string;
  readonly startedMs: number;
  /** ARN of the state machine or pipeline. */
  readonly target: string;
  /** What makes two starts the same: a state machine's execution name, a pipeline's request token. */
  readonly token: string;
  readonly input: string | null;
}

/** Executions of state machines and SageMaker pipelines, which are somebody else's: they are started, and nothing happens in them. */
export class Executions {
  readonly #simulation: Simulation;
  readonly #account: Account;
  readonly #started: StartedExecution[] = [];

  constructor(simulation: Simulation, account: Account) {
    this.#simulation = simulation;
    this.#account = account;
  }

  list(): readonly StartedExecution[] {
    return this.#started;
  }

  services(): readonly WireService[] {
    return [
      jsonService("states", {
        StartExecution: (request) => {
          const { stateMachineArn: target, name, input = "{}" } = request as Readonly<Record<string, string>>;
          if (!target || !name) throw new ServiceFault("ValidationException", "stateMachineArn and name are required");
          const arn = `${target.replace(":stateMachine:", ":execution:")}:${name}`;
          const { startedMs } = this.#start({ arn, target, token: name, input });
          return { executionArn: arn, startDate: startedMs / 1000 };
        },
      }),
      jsonService("sagemaker", {
        StartPipelineExecution: (request) => {
          const { PipelineName: name, ClientRequestToken: token } = request as Readonly<Record<string, string>>;
          if (!name || !token || token.length < 32) {
            throw new ServiceFault(
              "ValidationException",
              "PipelineName and a ClientRequestToken of 32 characters are required",
            );
          }
          const target = arnOf(this.#account, "sagemaker", `pipeline/${name}`);
          const arn = `${target}/execution/${token.slice(0, 12)}`;
          return { PipelineExecutionArn: this.#start({ arn, target, token, input: null }).arn };
        },
      }),
    ];
  }

  /** The same token with the same input is the same execution, as on AWS. */
  #start(execution: Omit<StartedExecution, "startedMs">): StartedExecution {
    const known = this.#started.find(({ target, token }) => target === execution.target && token === execution.token);
    if (known && known.input !== execution.input) {
      throw new ServiceFault("ExecutionAlreadyExists", `Execution Already Exists: '${execution.arn}'`);
    }
    if (known) return known;
    const started = { ...execution, startedMs: this.#simulation.nowMs() };
    this.#started.push(started);
    return started;
  }
}
