import type { Context } from "aws-lambda";
import { showWidget } from "../../src/pipeline/widget/show-widget.js";
import { createViewRuntime } from "../runtime.js";

const deps = createViewRuntime(process.env);

/** Custom widget of a dashboard -> what the monitor knows, as HTML. A look and an answer happen now: no event brings their time. */
export const handler = (event: unknown, { invokedFunctionArn: endpoint }: Context): Promise<unknown> =>
  showWidget(event, { deps, endpoint, nowMs: Date.now() });
