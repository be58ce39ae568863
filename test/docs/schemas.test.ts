import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../src/schemas/policy-defaults.ts";
import { eventTypes } from "../../src/schemas/vocabulary.ts";

interface Shape {
  description?: string;
  const?: unknown;
  properties?: Record<string, Shape>;
  oneOf?: Shape[];
  default?: unknown;
}

const schemaOf = (name: string): Shape => JSON.parse(readFileSync(`schemas/${name}.schema.json`, "utf8"));

describe("schemas/*.schema.json", () => {
  it("are what scripts/make-schemas.mjs writes today", () => {
    const { status, stderr } = spawnSync(process.execPath, ["scripts/make-schemas.mjs", "--check"], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it("describe every field of every event type", () => {
    const types = schemaOf("event").oneOf ?? [];
    expect(types.map(({ properties }) => properties!["type"]!.const)).toEqual([...eventTypes]);
    const undescribed = types.flatMap(({ properties }) =>
      Object.entries(properties!)
        .filter(([, { description, const: constant }]) => description === undefined && constant === undefined)
        .map(([field]) => `${String(properties!["type"]!.const)}.${field}`),
    );
    expect(undescribed).toEqual([]);
  });

  it("describe every field of an estimate", () => {
    const fields = Object.entries(schemaOf("estimate").properties ?? {});
    expect(fields.length).toBeGreaterThan(10);
    expect(fields.filter(([, { description }]) => description === undefined)).toEqual([]);
  });

  it("describe every field of a policy and give its default", () => {
    const fields = schemaOf("policy").properties!;
    expect(Object.entries(fields).filter(([, { description }]) => description === undefined)).toEqual([]);
    const { calendar: _short, ...rest } = fields;
    expect(Object.fromEntries(Object.entries(rest).map(([name, shape]) => [name, shape.default]))).toEqual(
      defaultPolicy,
    );
  });
});
