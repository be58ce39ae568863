import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { build, type Plugin } from "esbuild";
import ts from "typescript";

/** Entry points of the package, with the source file that each is built from. */
export const entryPoints: Record<string, string> = {
  trueresolve: "src/index.ts",
  "trueresolve/node": "src/io/index.ts",
  "trueresolve/ics": "src/clock/ics-holidays.ts",
  "trueresolve/simulation": "src/simulation/index.ts",
};

const fromSource: Plugin = {
  name: "the package from its source",
  setup(context) {
    context.onResolve({ filter: /^trueresolve(\/|$)/ }, ({ path }) => ({ path: resolve(entryPoints[path] ?? path) }));
  },
};

/** Runs a TypeScript snippet of a document as a program of its own, from the project's root, and gives what it prints. */
export async function runSnippet(code: string, name: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, loader: "ts", resolveDir: "." },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "bundle",
    external: ["ical.js", "@duckdb/node-api", "hyparquet"],
    plugins: [fromSource],
  });
  // Within the project, so that what is left outside the bundle is found.
  const folder = join("node_modules", ".cache", "trueresolve");
  const file = join(folder, `snippet-${process.pid}-${name}.mjs`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, outputFiles[0]!.contents);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [file]);
    return stdout;
  } finally {
    rmSync(file);
  }
}

/** What the compiler has to say about snippets, under the project's own settings. */
export function typeFaults(snippets: readonly { name: string; code: string }[]): string[] {
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, resolve("."));
  const paths = Object.fromEntries(Object.entries(entryPoints).map(([name, file]) => [name, [`./${file}`]]));
  const files = new Map(snippets.map(({ name, code }) => [resolve(`${name}.ts`).replaceAll("\\", "/"), code]));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.getSourceFile = (path, target, ...rest) => {
    const code = files.get(path);
    return code === undefined ? getSourceFile(path, target, ...rest) : ts.createSourceFile(path, code, target);
  };
  const program = ts.createProgram([...files.keys()], { ...options, paths, noUnusedLocals: false }, host);
  return [...files.keys()].flatMap((path) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(path)).map((fault) => {
      const place = fault.file?.getLineAndCharacterOfPosition(fault.start ?? 0).line ?? 0;
      return `${path}:${place + 1}: ${ts.flattenDiagnosticMessageText(fault.messageText, " ")}`;
    }),
  );
}
