const PAUSE_MS = 5_000;

/** Says how far something has come, at most once in five seconds. */
export function everyFewSeconds(say: (line: string) => void): (line: string) => void {
  let last = Date.now();
  return (line) => {
    if (Date.now() - last < PAUSE_MS) return;
    last = Date.now();
    say(line);
  };
}
