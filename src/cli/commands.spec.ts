import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { allCommands, commandsFor } from './commands.js';
import { createProgram } from './program.js';

/** All commands that do something by themselves, with their whole name. */
function leaves(command: Command, name = ''): (readonly [string, Command])[] {
  return command.commands.flatMap((child) => {
    const whole = `${name} ${child.name()}`.trim();
    return child.commands.length > 0 ? leaves(child, whole) : [[whole, child] as const];
  });
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

const program = createProgram(await allCommands());

describe('Every command', () => {
  it.each(leaves(program))(
    '%s says what it does, takes --json and shows an example',
    (name, command) => {
      expect(command.description().length).toBeGreaterThan(10);
      const help = helpOf(command);
      expect(help).toContain('--json');
      expect(help).toContain('Examples:');
      for (const [, example] of help.matchAll(/^ {2}npm run cli -- (.+)$/gm)) {
        expect(example?.startsWith(name)).toBe(true);
        expect(unknownOptions(command, example ?? '')).toEqual([]);
      }
    },
  );

  it('is loaded by the name it has, alone; another name shows them all', async () => {
    for (const name of program.commands.map((command) => command.name())) {
      expect((await commandsFor(name)).map((command) => command.name())).toEqual([name]);
    }
    for (const name of ['--help', 'constructor', undefined]) {
      expect(await commandsFor(name)).toHaveLength(program.commands.length);
    }
  });

  it('belongs to a group that says what it is for', () => {
    const groups = program.commands.filter(({ commands }) => commands.length > 0);
    expect(groups.filter((group) => group.description().length < 10)).toEqual([]);
  });
});

/** Options of an example that its command does not know. */
function unknownOptions(command: Command, example: string): string[] {
  const used = [...example.matchAll(/(?<= )--[a-z-]+/g)].map(([option]) => option);
  const known = new Set(command.options.map(({ long }) => long));
  return used.filter((option) => !known.has(option));
}
