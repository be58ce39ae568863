const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Has something put in order should the program be stopped before that is done otherwise.
 *
 * @param tidy does so at once, without waiting for anything
 * @returns to be called when nothing is left to put in order
 */
export function whenStopped(tidy: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    tidy();
    forget();
    process.kill(process.pid, signal);
  };
  function forget(): void {
    process.removeListener("exit", tidy);
    for (const signal of signals) process.removeListener(signal, onSignal);
  }
  process.once("exit", tidy);
  for (const signal of signals) process.once(signal, onSignal);
  return forget;
}
