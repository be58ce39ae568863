import { writeFileSync } from "node:fs";
import { sampleDesk, sampleSeed } from "./sample-desk.ts";

const file = process.argv[2] ?? "examples/sample.ndjson";
const events = sampleDesk(sampleSeed);
const text = events.map((event) => `${JSON.stringify(event)}\n`).join("");
writeFileSync(file, text);
const tickets = new Set(events.map((event) => event.ticket)).size;
console.log(`${file}: ${events.length} events of ${tickets} tickets, ${(text.length / 1e6).toFixed(2)} MB`);
