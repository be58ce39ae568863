import type { Language } from "../report/language.ts";
import type { Arguments } from "./parse-arguments.ts";

/** The language that a command is to speak; English where none is named. */
export function chosenLanguage(given: Pick<Arguments, "text">): Language {
  return given.text("lang") === "zh" ? "zh" : "en";
}
