import type { Context } from "aws-lambda";

let served = 0;

/** Does what the event says. */
export async function handler(event: { readonly do: string }, context: Context): Promise<unknown> {
  served++;
  switch (event.do) {
    case "fail":
      throw new TypeError("asked to fail");
    case "hang":
      for (;;);
    case "exit":
      return process.exit(3);
    case "fill": {
      const kept: number[][] = [];
      for (;;) kept.push(new Array<number>(100_000).fill(served));
    }
    case "context":
      return {
        name: context.functionName,
        memory: context.memoryLimitInMB,
        arn: context.invokedFunctionArn,
        remaining: context.getRemainingTimeInMillis(),
        variable: process.env["COLOUR"],
        region: process.env["AWS_REGION"],
      };
    default:
      console.log(`served ${String(served)}`);
      return await Promise.resolve({ served });
  }
}
