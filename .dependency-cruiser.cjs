// The rooms and the one direction in which they may import each other (see README, "Map of the rooms").
const io = "^node:(?!(zlib|crypto|buffer|util)$)|^(node:)?(fs|http|https|net|child_process|worker_threads)(/|$)";
const rule = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });

module.exports = {
  forbidden: [
    rule("no-cycles", "a cycle has no first file to read", {}, { circular: true }),
    rule(
      "contracts-import-nothing",
      "contracts are types and ports",
      { path: "^src/contracts" },
      { pathNot: "^src/contracts" },
    ),
    rule(
      "core-is-pure",
      "core imports contracts and pure libraries only",
      { path: "^src/core" },
      { path: "^(src/(config|pipeline|adapters)|lib|lambdas|bin|local)|aws-sdk|aws-lambda|aws-cdk" },
    ),
    rule("core-has-no-io", "core does no I/O", { path: "^src/(core|contracts|config)" }, { path: io }),
    rule(
      "config-stands-alone",
      "config imports contracts only",
      { path: "^src/config" },
      { path: "^(src/(core|pipeline|adapters)|lib|lambdas|bin|local)|aws-" },
    ),
    rule(
      "pipeline-over-ports",
      "use cases import contracts, core and config",
      { path: "^src/pipeline" },
      { path: `^(src/adapters|lib|lambdas|bin|local)|aws-|${io}` },
    ),
    rule(
      "adapters-at-the-edge",
      "adapters import contracts and SDK clients",
      { path: "^src/adapters" },
      { path: "^(src/(core|config|pipeline)|lib|lambdas|bin|local)" },
    ),
    rule(
      "lib-is-constructs",
      "lib imports contracts, config and CDK, and the arithmetic of a cap: it decides concurrencies and refuses small caps",
      { path: "^lib" },
      {
        path: "^(src/(core|pipeline|adapters)|lambdas|bin|local)|aws-sdk",
        pathNot: "^src/(core/spend|pipeline/(predict-spend|spend-cap))",
      },
    ),
    rule(
      "nothing-imports-the-edges",
      "lambdas, bin and local are entry points",
      { path: "^(src|lib)" },
      { path: "^(lambdas|bin|local|examples|test|bench)" },
    ),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
