import type { WireService } from "../contracts.js";
import { jsonService } from "../endpoint/json-service.js";
import { ServiceFault } from "../errors.js";

/** Secrets Manager, as far as functions read secrets: their text, by ARN. The user of the cloud puts them there. */
export class Secrets {
  readonly #texts = new Map<string, string>();

  put(arn: string, text: string): void {
    this.#texts.set(arn, text);
  }

  service(): WireService {
    return jsonService("secretsmanager", {
      GetSecretValue: (request) => {
        const arn = String(request["SecretId"]);
        const text = this.#texts.get(arn);
        if (text === undefined) {
          throw new ServiceFault("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        }
        return { ARN: arn, Name: arn.slice(arn.lastIndexOf(":") + 1), SecretString: text };
      },
    });
  }
}
