import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    globalSetup: "test/temporary-files.ts",
    // Files share the modules of their worker, so that the CDK and the SDK are loaded once: half the time of all tests.
    isolate: false,
    // Two shared cores: more workers than cores only makes each test slower.
    maxWorkers: 2,
  },
});
