import { describe, expect, it } from 'vitest';
import { defineTransitions, IllegalTransition } from './transitions.js';

type Light = 'red' | 'green' | 'yellow' | 'off';
const light = defineTransitions<Light>({
  red: ['green', 'off'],
  green: ['yellow'],
  yellow: ['red'],
  off: [],
});

describe('defineTransitions', () => {
  it('lets through exactly the pairs of the table', () => {
    const states: Light[] = ['red', 'green', 'yellow', 'off'];
    const legal = states.flatMap((from) =>
      states.filter((to) => light.can(from, to)).map((to) => `${from}-${to}`),
    );
    expect(legal).toEqual(['red-green', 'red-off', 'green-yellow', 'yellow-red']);
    expect(() => light.assert('red', 'green')).not.toThrow();
  });

  it('refuses the rest with a conflict that lists the allowed ones', () => {
    const refuse = (): void => light.assert('red', 'yellow');
    expect(refuse).toThrow(IllegalTransition);
    expect(refuse).toThrow(
      expect.objectContaining({
        code: 'common.illegal_transition',
        kind: 'conflict',
        details: { from: 'red', to: 'yellow', allowed: ['green', 'off'] },
      }) as Error,
    );
    expect(() => light.assert('off', 'off')).toThrow(IllegalTransition);
  });
});
