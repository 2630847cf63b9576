import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  {
    ignores: [
      "dist/",
      "cdk.out/",
      "node_modules/",
      ".plumbline/",
      "coverage/",
      "**/*.cjs",
      "scripts/*.mjs",
      "test/**/fixtures/",
      // AssemblyScript: its compiler checks it.
      "src/core/kernel/assembly/",
    ],
  },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["eslint.config.js"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // Indexing typed arrays and tables inside a checked bound is the hot path's daily bread.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  // Time, randomness and the environment come in through ports.
  {
    files: ["src/contracts/**", "src/core/**", "src/pipeline/**", "src/config/**"],
    rules: {
      "no-restricted-globals": ["error", "process", "setTimeout", "setInterval", "fetch"],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "time comes in through the Clock port" },
        { object: "Math", property: "random", message: "randomness is seeded from the source key" },
      ],
    },
  },
);
