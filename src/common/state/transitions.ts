import { defineError } from '../errors/domain-error.js';

/** The state machine has no arrow from here to there; `details.allowed` lists the ones it has. */
export class IllegalTransition extends defineError(
  'common.illegal_transition',
  'conflict',
  'This change of state is not allowed',
) {}

/** A transition table that can be asked; pure. */
export interface Transitions<S extends string> {
  /** @throws IllegalTransition when the table has no such arrow. */
  assert(from: S, to: S): void;
  allowed(from: S): readonly S[];
  can(from: S, to: S): boolean;
}

/** Makes a table of states; that each state has a line is checked by the compiler. */
export function defineTransitions<S extends string>(
  table: Readonly<Record<S, readonly S[]>>,
): Transitions<S> {
  const can = (from: S, to: S): boolean => table[from].includes(to);
  return {
    can,
    allowed: (from) => table[from],
    assert: (from, to) => {
      if (can(from, to)) return;
      const allowed = table[from];
      throw new IllegalTransition(`From ${from} it cannot become ${to}`, { from, to, allowed });
    },
  };
}
