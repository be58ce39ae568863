// Writes schemas/*.schema.json: the contracts of an event row, a policy, a mapping file and an estimate, for those who work in other languages.
// The shapes come from src/schemas/json-schema.ts, the descriptions from the doc comments of the interfaces beside them.
// Usage: node scripts/make-schemas.mjs [--check], which writes nothing and fails where a file is not current.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { build } from "esbuild";
import ts from "typescript";
import { installed, root, run } from "./prepare.mjs";
import { fieldDescriptions } from "./schema-descriptions.mjs";

const bundle = await build({
  stdin: {
    contents: `export { estimateJsonSchema, eventJsonSchema, policyJsonSchema } from "./src/schemas/json-schema.ts";
export { tableMapJsonSchema } from "./src/schemas/table-map-json-schema.ts";
export { defaultPolicy } from "./src/schemas/policy-defaults.ts";`,
    resolveDir: root,
  },
  bundle: true,
  write: false,
  platform: "node",
  format: "esm",
  target: "node20",
});
const source = Buffer.from(bundle.outputFiles[0].text).toString("base64");
const { estimateJsonSchema, eventJsonSchema, policyJsonSchema, tableMapJsonSchema, defaultPolicy } = await import(
  `data:text/javascript;base64,${source}`
);

/** Interface name → its own comment, what it extends, and the comments of its members. */
const interfaces = new Map();
for (const file of ["event.ts", "policy.ts", "calendar.ts", "estimate.ts", "table-map.ts"]) {
  const text = readFileSync(join(root, "src", "schemas", file), "utf8");
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true).forEachChild((node) => {
    if (!ts.isInterfaceDeclaration(node)) return;
    const parents = (node.heritageClauses ?? []).flatMap((clause) => clause.types.map((type) => type.getText()));
    const members = new Map(node.members.map((member) => [member.name.getText(), commentOf(member)]));
    interfaces.set(node.name.text, { comment: commentOf(node), parents, members });
  });
}

function commentOf(node) {
  const comment = ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc)?.comment);
  return comment?.replaceAll(/\{@link (\w+)\}/g, "$1").replaceAll(/\s+/g, " ");
}

function memberComment(name, member) {
  const { members, parents } = interfaces.get(name);
  return members.get(member) ?? parents.map((parent) => memberComment(parent, member)).find(Boolean);
}

/** The schema with the comments of an interface; `inner` says which interfaces its fields have. */
function described(schema, name, inner = {}) {
  const type = schema.properties.type?.const;
  const properties = Object.entries(schema.properties).map(([field, shape]) => {
    const description =
      memberComment(name, field) ?? fieldDescriptions[type === undefined ? field : `${type}.${field}`];
    const within = inner[field] === undefined ? shape : inner[field](shape);
    return [field, description === undefined ? within : { description, ...within }];
  });
  return { description: interfaces.get(name).comment, ...schema, properties: Object.fromEntries(properties) };
}

const each = (name, inner) => (schema) => ({ ...schema, items: described(schema.items, name, inner) });
const alternatives = (schema) => ({
  anyOf: schema.anyOf.map((option) =>
    option.type === "array" ? each("Calendar")(option) : described(option, "Calendar"),
  ),
});

const { oneOf, ...eventHead } = eventJsonSchema();
const event = {
  ...eventHead,
  title: "trueresolve event",
  description: "One row of a ticket event log. Times carry an offset unless the reader names a zone.",
  oneOf: oneOf.map((schema) => {
    const type = schema.properties.type.const;
    const name = `${type[0].toUpperCase()}${type.slice(1)}Event`;
    return described(schema, name, { actor: (shape) => described(shape, "Actor") });
  }),
};

const policyHead = described(policyJsonSchema(), "Policy", {
  peaks: each("Peak"),
  roster: each("RosterEntry"),
  calendars: each("CalendarRule", { calendar: alternatives }),
  calendar: alternatives,
});
const policy = { ...policyHead, title: "trueresolve policy" };
// Durations are read as milliseconds, so their defaults are not in what zod writes.
for (const [field, value] of Object.entries(defaultPolicy)) {
  const shape = policy.properties[field];
  if (shape.default === undefined) policy.properties[field] = { ...shape, default: value };
}

const estimate = {
  ...described(estimateJsonSchema(), "Estimate", { group: (shape) => described(shape, "Group") }),
  title: "trueresolve estimate",
};

const { oneOf: kinds, ...tableMapHead } = tableMapJsonSchema();
const tableMap = {
  ...tableMapHead,
  title: "trueresolve table map",
  description: "How the rows of somebody's export become events: the content of a mapping file.",
  oneOf: kinds.map((schema) => {
    const name = schema.properties.kind.const === "events" ? "EventTableMap" : "TicketTableMap";
    return described(schema, name);
  }),
};

const written = Object.entries({ event, policy, estimate, "table-map": tableMap }).map(([name, schema]) => ({
  file: join("schemas", `${name}.schema.json`),
  schema: JSON.parse(JSON.stringify(schema)),
}));
if (process.argv.includes("--check")) {
  for (const { file, schema } of written) {
    const path = join(root, file);
    if (existsSync(path) && isDeepStrictEqual(JSON.parse(readFileSync(path, "utf8")), schema)) continue;
    console.error(`${file} is not current: run node scripts/make-schemas.mjs`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(join(root, "schemas"), { recursive: true });
  for (const { file, schema } of written) writeFileSync(join(root, file), `${JSON.stringify(schema, null, 2)}\n`);
  process.exitCode = run(installed("biome"), ["format", "--write", "schemas"]);
}
