import { version } from "../../package.json";
import { isInputError } from "../io/bytes/input-error.ts";
import { tooMuchText } from "../log/longer-memory.ts";
import { metrics } from "../metrics/catalogue.ts";
import type { Language } from "../report/language.ts";
import { nearestWord } from "../schemas/nearest-word.ts";
import { appraiseCommand } from "./appraise-command.ts";
import { checkCommand } from "./check-command.ts";
import { convertCommand } from "./convert-command.ts";
import { evidenceCommand } from "./evidence-command.ts";
import { foldCommand } from "./fold-command.ts";
import { commandHelp, generalHelp, individualsHelp, metricsHelp } from "./help.ts";
import { mergeCommand } from "./merge-command.ts";
import { type CommandName, commandNames, commandOptions } from "./options.ts";
import { type Arguments, parseArguments } from "./parse-arguments.ts";
import { reconcileCommand } from "./reconcile-command.ts";
import { refuseOverwriting } from "./refuse-overwriting.ts";
import { reportCommand } from "./report-command.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";
import { usageErrorWords } from "./usage-error-words.ts";

const commands: Record<CommandName, (given: Arguments, streams: Streams) => Promise<number>> = {
  report: reportCommand,
  appraise: appraiseCommand,
  fold: foldCommand,
  merge: mergeCommand,
  check: checkCommand,
  convert: convertCommand,
  evidence: evidenceCommand,
  reconcile: reconcileCommand,
};

/**
 * Carries out a command line.
 *
 * @param argv what was typed after the program's name
 * @param debug print the trace of an error that should not have happened
 * @returns the exit code: 0 fine, 1 nothing could be counted or (under --strict) rows were refused, 2 wrong command or file
 */
export async function run(argv: readonly string[], streams: Streams, debug = false): Promise<number> {
  const [word, ...rest] = argv;
  const language = languageOf(argv);
  try {
    if (word === undefined)
      throw new UsageError("expected a command: report, appraise, fold, merge, check, convert, evidence or reconcile");
    if (word === "--version" || word === "-v") return say(streams, `${version}\n`);
    if (word === "--help" || word === "-h") return say(streams, generalHelp(language));
    if (word === "help") return say(streams, helpOn(topicOf(rest), language));
    if (!isCommand(word)) throw new UsageError(unknownCommand(word));
    const given = parseArguments(rest, commandOptions[word]);
    if (given.has("help")) return say(streams, commandHelp(word, language));
    if (given.has("version")) return say(streams, `${version}\n`);
    refuseOverwriting(given, streams);
    return await commands[word](given, streams);
  } catch (error) {
    return explain(error, word, streams, debug, language);
  }
}

const isCommand = (word: string): word is CommandName => Object.hasOwn(commandOptions, word);

function say({ stdout }: Streams, text: string): number {
  stdout.write(text);
  return 0;
}

/** What help is wanted on, the language aside. */
const topicOf = (argv: readonly string[]) =>
  argv.find((each, place) => !each.startsWith("--lang") && argv[place - 1] !== "--lang");

function helpOn(topic: string | undefined, language: Language): string {
  if (topic === undefined) return generalHelp(language);
  if (topic === "individuals") return individualsHelp(language);
  if (topic === "metrics")
    return metricsHelp(
      metrics.map(({ metricName }) => metricName),
      language,
    );
  if (isCommand(topic)) return commandHelp(topic, language);
  throw new UsageError(unknownCommand(topic));
}

function unknownCommand(word: string): string {
  const near = nearestWord(word.replace(/^-+/, ""), commandNames);
  const kind = word.startsWith("-") ? "unknown option" : "unknown command";
  return `${kind} ${word}${near === null ? "" : `; did you mean ${near}?`}`;
}

/** The language asked for by a command line that may be wrong otherwise. */
function languageOf(argv: readonly string[]): Language {
  return argv.some((each, place) => each === "--lang=zh" || (each === "--lang" && argv[place + 1] === "zh"))
    ? "zh"
    : "en";
}

const isTooMuch = (error: unknown): error is RangeError =>
  error instanceof RangeError && error.message.startsWith(tooMuchText);

/** A mistake of the caller is said in a line; a mistake of the program too, with the way to its trace. */
function explain(
  error: unknown,
  word: string | undefined,
  { stderr }: Streams,
  debug: boolean,
  language: Language,
): number {
  const zh = language === "zh";
  const name = zh ? "trueresolve：" : "trueresolve: ";
  if (isInputError(error) || isTooMuch(error)) {
    stderr.write(`${name}${usageErrorWords(error.message, language)}\n`);
    return 2;
  }
  if (error instanceof UsageError) {
    const topic = word !== undefined && isCommand(word) ? ` ${word}` : "";
    const see = zh ? "参见：" : "see: ";
    stderr.write(`${name}${usageErrorWords(error.message, language)}\n  ${see}trueresolve help${topic}\n`);
    return 2;
  }
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  stderr.write(`trueresolve: this should not have happened: ${reason.split("\n")[0]}\n`);
  if (debug && error instanceof Error) stderr.write(`${error.stack}\n`);
  else stderr.write("  set TRUERESOLVE_DEBUG=1 to see where, and please report it\n");
  return 70;
}
