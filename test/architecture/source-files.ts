import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";

/** One import or re-export of a file. */
interface Import {
  /** Path from the root, of a file of the project; else the name of the package. */
  target: string;
  isPackage: boolean;
  /** Erased by the compiler: nothing of it is there when the program runs. */
  typeOnly: boolean;
}

export interface SourceFile {
  /** Path from the root, as "src/stats/wilson.ts". */
  path: string;
  /** The folder of `src` in which it stands; "index" for the front door. */
  room: string;
  lines: number;
  syntax: ts.SourceFile;
  imports: Import[];
}

/** Every source file of the library, parsed. */
export function sourceFiles(): SourceFile[] {
  return readdirSync("src", { recursive: true, encoding: "utf8" })
    .map((path) => posix.join("src", path.replaceAll("\\", "/")))
    .filter((path) => path.endsWith(".ts"))
    .sort()
    .map((path) => {
      const text = readFileSync(path, "utf8");
      const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
      const [, room = ""] = path.split("/");
      return {
        path,
        room: room.replace(/\.ts$/, ""),
        lines: text.split("\n").length - 1,
        syntax,
        imports: importsOf(path, syntax),
      };
    });
}

function importsOf(path: string, syntax: ts.SourceFile): Import[] {
  const imports: Import[] = [];
  const add = (specifier: ts.Node, typeOnly: boolean) => {
    if (!ts.isStringLiteral(specifier))
      throw new Error(`${path}: expected a literal import, got ${specifier.getText()}`);
    const isPackage = !specifier.text.startsWith(".");
    const target = isPackage ? specifier.text : posix.join(posix.dirname(path), specifier.text);
    imports.push({ target, isPackage, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      const named = node.exportClause !== undefined && ts.isNamedExports(node.exportClause);
      const every = named && (node.exportClause as ts.NamedExports).elements.every((element) => element.isTypeOnly);
      add(node.moduleSpecifier, node.isTypeOnly || every);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0]!, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return imports;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  if (clause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.every((element) => element.isTypeOnly);
}

/** Where code reaches for the world outside: the clock on the wall, chance, the process, files, the network. */
export function reachesOutside({ syntax, imports }: Pick<SourceFile, "syntax" | "imports">): string[] {
  const found = imports.filter(({ target }) => target.startsWith("node:")).map(({ target }) => target);
  const visit = (node: ts.Node): void => {
    const text = node.getText();
    if (ts.isPropertyAccessExpression(node) && forbiddenMembers.has(text)) found.push(text);
    else if (ts.isNewExpression(node) && text.startsWith("new Date") && (node.arguments ?? []).length === 0)
      found.push(text);
    else if (ts.isCallExpression(node) && node.expression.getText() === "Date") found.push(text);
    else if (ts.isIdentifier(node) && forbiddenGlobals.has(node.text) && isUse(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found;
}

const forbiddenMembers = new Set([
  "Date.now",
  "Math.random",
  "performance.now",
  "crypto.randomUUID",
  "crypto.getRandomValues",
]);
const forbiddenGlobals = new Set(
  "process console performance Buffer require fetch setTimeout setInterval setImmediate globalThis".split(" "),
);

/** Whether a name stands for itself, and is no property, no key and no name being declared. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return !ts.isTypeElement(parent) && !ts.isClassElement(parent) && !ts.isBindingElement(parent);
}
