import { run } from "./run.ts";

// `trueresolve … | head`: whoever read our output has seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), process, process.env["TRUERESOLVE_DEBUG"] === "1");
