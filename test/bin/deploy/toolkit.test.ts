import { mkdirSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { findToolkit } from "../../../bin/deploy/toolkit.js";
import { TestFolder } from "../command-line.js";

let project = new TestFolder();

afterEach(() => {
  project.remove();
  project = new TestFolder();
});

function installCdk(version: string): void {
  mkdirSync(project.at("node_modules/aws-cdk"), { recursive: true });
  project.write(
    "node_modules/aws-cdk/package.json",
    JSON.stringify({ name: "aws-cdk", version, bin: { cdk: "bin/cdk" } }),
  );
}

describe("the CDK's command line", () => {
  it("of the project comes before that of this package", () => {
    installCdk("2.1150.0");
    expect(findToolkit(project.path).cdk).toBe(project.at("node_modules/aws-cdk/bin/cdk"));
  });

  it("is this package's where the project has none", () => {
    expect(findToolkit(project.path).cdk).toMatch(/node_modules\/aws-cdk\/bin\/cdk$/);
  });

  it("of another major version is refused, with the command that installs the right one", () => {
    installCdk("3.0.0");
    expect(() => findToolkit(project.path)).toThrow(
      'deploying expects aws-cdk ^2.1148.1, got 3.0.0: npm install --save-dev "aws-cdk@^2.1148.1"',
    );
  });
});
