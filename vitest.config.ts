import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    // Two shared cores: more workers than cores only makes each test slower.
    maxWorkers: 2,
  },
});
