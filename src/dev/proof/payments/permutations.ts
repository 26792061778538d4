/** All orders in which things can come; equal ones in every order are one. */
export function permutationsOf(items: readonly string[]): string[][] {
  if (items.length === 0) return [[]];
  const [...distinct] = new Set(items);
  return distinct.flatMap((first) => {
    const at = items.indexOf(first);
    const rest = items.filter((_, index) => index !== at);
    return permutationsOf(rest).map((others) => [first, ...others]);
  });
}

/** In which way messages arrive. */
export interface Arrival {
  /** Names of the messages, in turn. */
  readonly sequence: readonly string[];
  /** `applied`: each is applied before the next is sent; `sent`: as fast as they go; `at once`: all together, twice. */
  readonly pace: 'applied' | 'sent' | 'at once';
}

/** Every order of the messages, every order with one of them doubled, and every order all at once with all doubled. */
export function arrivalsOf(messages: readonly string[]): Arrival[] {
  const plain = permutationsOf(messages);
  const doubled = messages.flatMap((message) => permutationsOf([...messages, message]));
  return [
    ...plain.map((sequence): Arrival => ({ sequence, pace: 'applied' })),
    ...doubled.map((sequence, n): Arrival => ({
      sequence,
      pace: n % 2 === 0 ? 'applied' : 'sent',
    })),
    ...plain.map((sequence): Arrival => ({ sequence, pace: 'at once' })),
  ];
}
