import type { PresetName } from "../schemas/policy.ts";
import { consolePresets } from "./preset-consoles.ts";
import { helpdeskPresets } from "./preset-helpdesks.ts";
import { ourDefinition } from "./preset-trueresolve.ts";
import { zendeskPresets } from "./preset-zendesk.ts";
import type { ReconciledMetric, RulesOf } from "./rules.ts";

/** How sure it is that a product counts so: by its code, by its documentation, by a reprint of that, or from memory. */
export const presetBases = ["code", "documentation", "reprint", "memory"] as const;

/** Parts of a product's definition that no log in our vocabulary shows. */
export const presetBlindSpots = [
  "articleTypes",
  "formerAgents",
  "otherAccounts",
  "phoneTickets",
  "publicNotes",
  "thirdPartyBots",
  "ticketSharing",
] as const;

/** Faults of a product that its definition is reproduced with. */
export const presetFaults = ["needsSecondSolve", "swappedRatingChanges", "capHidesReturns"] as const;

/** A figure as a product defines it. */
export interface PresetFigure<M extends ReconciledMetric> {
  readonly rules: RulesOf<M>;
  readonly basis: (typeof presetBases)[number];
  /** Where it says so; without it there is nothing that could be cited. */
  readonly source?: string;
  /** The product gives the parts, and leaves to its users what to make of them: the summary is a usual one. */
  readonly isSummaryChosen?: true;
  /** It shows the same in business hours too; `hours` says what it shows where nothing is chosen. */
  readonly alsoBusiness?: true;
  readonly blindSpots?: readonly (typeof presetBlindSpots)[number][];
  readonly faults?: readonly (typeof presetFaults)[number][];
}

/** A product's definitions, as data. What it has no figure for is missing. */
export type Preset = { readonly [M in ReconciledMetric]?: PresetFigure<M> };

/** Our own definitions in the same terms, and those of every product. */
export const presets: Readonly<Record<PresetName | "trueresolve", Preset>> = {
  trueresolve: ourDefinition,
  ...zendeskPresets,
  ...helpdeskPresets,
  ...consolePresets,
};

/** The rules by which a product counts in the time that is asked for; its own where it shows no other. */
export function rulesInTime<M extends ReconciledMetric>(
  { rules, alsoBusiness }: PresetFigure<M>,
  clock: "calendar" | "business" | undefined,
): RulesOf<M> {
  return clock === "business" && alsoBusiness === true ? { ...rules, hours: "business" } : rules;
}
