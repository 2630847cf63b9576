import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { PlumblineError } from "../contracts/errors.js";
import type { Secrets } from "../contracts/ports.js";

/** Secrets in their version of now; a rotated one is read at the next use. */
export function secretsManager(client: SecretsManagerClient): Secrets {
  return {
    async read(arn) {
      const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
      if (text === undefined) throw new PlumblineError("SECRET_BINARY", `secret ${arn} expects a text, got bytes`);
      return text;
    },
  };
}
