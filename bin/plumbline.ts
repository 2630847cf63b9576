#!/usr/bin/env node
import { main } from "./main.js";
import { processTerminal } from "./terminal.js";

// Which version of Node a later AWS SDK will need is nothing that whoever answers an incident can use: ours is pinned.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

process.exitCode = await main(process.argv.slice(2), processTerminal());
