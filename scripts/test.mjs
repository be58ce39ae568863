// `npm test`: everything that the tests hold. Arguments go to vitest: `npm test -- test/io`.
import { buildStale, installed, installMissing, run } from "./prepare.mjs";

installMissing();
buildStale();
process.exitCode = run(installed("vitest"), ["run", ...process.argv.slice(2)], "inherit");
