import { run } from "./run.ts";

// `trueresolve … | head`: whoever read our output has seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`trueresolve: standard output cannot be written (${error.code ?? error.message})\n`);
  process.exit(2);
});

// There is nowhere left to say that nothing can be said. The results are written all the same, and the exit code tells.
process.stderr.on("error", () => undefined);

process.exitCode = await run(process.argv.slice(2), process, process.env["TRUERESOLVE_DEBUG"] === "1");
