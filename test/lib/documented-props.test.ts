import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const lib = fileURLToPath(new URL("../../lib", import.meta.url));

const sources = readdirSync(lib, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ts.createSourceFile(name, readFileSync(`${lib}/${name}`, "utf8"), ts.ScriptTarget.ES2022, true));

/** Names that `lib/index.ts` gives to whoever builds on the library. */
const exported = new Set(
  sources
    .find(({ fileName }) => fileName === "index.ts")!
    .statements.filter(ts.isExportDeclaration)
    .flatMap(({ exportClause }) => (exportClause && ts.isNamedExports(exportClause) ? [...exportClause.elements] : []))
    .map(({ name }) => name.text),
);

interface Member {
  readonly of: string;
  readonly name: string;
  readonly sentence: string;
  readonly needsDefault: boolean;
  readonly hasDefault: boolean;
}

function membersOf(statement: ts.Statement): readonly Member[] {
  // Constructs, and what they are given.
  const isTaken = ts.isInterfaceDeclaration(statement) && /(Props|Options)$/.test(statement.name.text);
  if (!isTaken && !ts.isClassDeclaration(statement)) return [];
  const of = statement.name?.text ?? "";
  if (!exported.has(of)) return [];
  return [...statement.members].filter(isPublic).map((member) => ({
    of,
    name: member.name!.getText(),
    sentence: ts
      .getJSDocCommentsAndTags(member)
      .flatMap((doc) => (ts.isJSDoc(doc) ? [ts.getTextOfJSDocComment(doc.comment) ?? ""] : []))
      .join(" "),
    needsDefault: ts.isPropertySignature(member) && member.questionToken !== undefined,
    hasDefault: ts.getJSDocTags(member).some(({ tagName }) => tagName.text === "default"),
  }));
}

function isPublic(member: ts.ClassElement | ts.TypeElement): boolean {
  if (member.name === undefined) return false;
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  return !modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
}

const members = sources.flatMap(({ statements }) => statements.flatMap(membersOf));

describe("what the construct library offers", () => {
  it("is found: constructs, their properties, handles", () => {
    const types = new Set(members.map(({ of }) => of));
    expect([...types]).toEqual(
      expect.arrayContaining(["MonitoringHub", "MonitoringHubProps", "ModelMonitor", "ModelMonitorProps"]),
    );
  });

  it("says of every property, handle and method what it is", () => {
    const silent = members.filter(({ sentence }) => sentence.trim() === "");
    expect(silent.map(({ of, name }) => `${of}.${name}`)).toEqual([]);
  });

  it("says of every property that may be left out what happens then", () => {
    const silent = members.filter(({ needsDefault, hasDefault }) => needsDefault && !hasDefault);
    expect(silent.map(({ of, name }) => `${of}.${name}`)).toEqual([]);
  });
});
