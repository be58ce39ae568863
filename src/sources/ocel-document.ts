/** A value that an OCEL attribute may have; times are ISO 8601. */
export type OcelValue = string | number | boolean;

export interface OcelAttribute {
  name: string;
  value: OcelValue;
}

export interface OcelRelationship {
  objectId: string;
  qualifier: string;
}

export interface OcelEvent {
  id: string;
  type: string;
  /** ISO 8601. */
  time: string;
  attributes?: OcelAttribute[];
  relationships?: OcelRelationship[];
}

export interface OcelObject {
  id: string;
  type: string;
  /** Each value with the time from which it holds. */
  attributes?: (OcelAttribute & { time: string })[];
  relationships?: OcelRelationship[];
}

export interface OcelType {
  name: string;
  attributes: { name: string; type: "string" | "time" | "integer" | "float" | "boolean" }[];
}

/** An object-centric event log in the JSON of OCEL 2.0 (Berti, Koren, Adams et al. 2024). */
export interface OcelLog {
  eventTypes: OcelType[];
  objectTypes: OcelType[];
  events: OcelEvent[];
  objects: OcelObject[];
}
