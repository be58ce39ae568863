/**
 * A file that cannot be read at all, or not as what it was said to be. The message is meant for whoever ran the command:
 * which file, what is wrong with it, what to do.
 */
export class InputError extends Error {
  override readonly name = "InputError";
  /** The file as it was named; "-" for standard input. */
  readonly file: string;

  constructor(file: string, message: string, options?: ErrorOptions) {
    super(`${file === "-" ? "standard input" : file}: ${message}`, options);
    this.file = file;
  }
}

/** True for an {@link InputError}, also one of a second copy of this package. */
export function isInputError(error: unknown): error is InputError {
  return error instanceof Error && error.name === "InputError";
}
