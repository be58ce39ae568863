import type { Phase } from "../schemas/vocabulary.ts";

/**
 * The phases of ServiceNow's incident states: the words of the UCI event log and of the state model since Helsinki
 * (KB0564465), and the numbers under which the base system stores them.
 */
const phaseByState: Readonly<Record<string, Phase>> = {
  new: "open",
  active: "open",
  assigned: "open",
  "in progress": "open",
  "work in progress": "open",
  "on hold": "onHold",
  "awaiting user info": "waitingOnCustomer",
  "awaiting caller": "waitingOnCustomer",
  resolved: "solved",
  closed: "closed",
  canceled: "closed",
  cancelled: "closed",
  "1": "open",
  "2": "open",
  "3": "onHold",
  "4": "waitingOnCustomer",
  "5": "onHold",
  "6": "solved",
  "7": "closed",
  "8": "closed",
};

/**
 * The phase of an incident state, or `null` where the word is not known. Whatever else an incident awaits (vendor, problem,
 * evidence, change), it is on hold.
 */
export function serviceNowPhase(state: string): Phase | null {
  const word = state.trim().toLowerCase();
  if (Object.hasOwn(phaseByState, word)) return phaseByState[word]!;
  return word.startsWith("awaiting ") ? "onHold" : null;
}
