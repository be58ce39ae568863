/** A command that cannot be carried out as it was given. The message is for whoever typed it; exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
