import type { MeteredCall } from "../contracts/spend.js";

/** Just so much of an SDK client as counting its calls takes. */
interface MeteredClient {
  readonly middlewareStack: {
    add(middleware: Middleware, options: { readonly step: "initialize"; readonly name: string }): void;
  };
}

interface Context {
  readonly clientName?: string;
  readonly commandName?: string;
}

type Next = (args: { input: object }) => Promise<{ output: object }>;
type Middleware = (next: Next, context: Context) => Next;

/** Tells of every call that a client makes, also of those that fail: AWS bills them alike. */
export function meterCalls<Client extends object>(client: Client, note: (call: MeteredCall) => void): Client {
  const middleware: Middleware = (next, { clientName = "", commandName = "" }) => {
    const [service, operation] = [clientName.replace(/Client$/, ""), commandName.replace(/Command$/, "")];
    const call = (input: object, output: object): MeteredCall => ({
      service,
      operation,
      units: unitsOf(service, input, output),
      storedBytes: service === "S3" ? storedBytesOf(operation, input) : 0,
    });
    return async (args) => {
      const input = service === "DynamoDB" ? { ...args.input, ReturnConsumedCapacity: "TOTAL" } : args.input;
      try {
        const result = await next({ ...args, input });
        note(call(input, result.output));
        return result;
      } catch (error) {
        note(call(input, error as object));
        throw error;
      }
    };
  };
  // The stack's own type names the input of every command; this middleware looks at none by name.
  (client as unknown as MeteredClient).middlewareStack.add(middleware, { step: "initialize", name: "plumblineMeter" });
  return client;
}

function unitsOf(service: string, input: object, output: object): number {
  if (service === "DynamoDB") {
    const { ConsumedCapacity: consumed } = output as {
      readonly ConsumedCapacity?: { readonly CapacityUnits?: number };
    };
    // A write whose condition fails says nothing and takes a unit.
    return consumed?.CapacityUnits ?? 1;
  }
  // S3 bills each attempt of the SDK, also where it answers that there is nothing.
  if (service === "S3") return (output as { $metadata?: { attempts?: number } }).$metadata?.attempts ?? 1;
  const { MetricDataQueries: queries, Entries: entries } = input as Readonly<
    Record<string, readonly unknown[] | undefined>
  >;
  if (service === "CloudWatch") return queries?.length ?? 1;
  return service === "EventBridge" ? (entries?.length ?? 1) : 1;
}

function storedBytesOf(operation: string, input: object): number {
  const { Body: body } = input as { readonly Body?: unknown };
  return operation === "PutObject" && body instanceof Uint8Array ? body.byteLength : 0;
}
