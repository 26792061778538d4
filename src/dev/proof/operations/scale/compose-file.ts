import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A service of `docker/compose.yml`, as far as a process without a container needs it. */
export interface ComposeService {
  readonly name: string;
  /** Empty: the image's own. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

interface RawService {
  readonly command?: string | readonly string[];
  readonly environment?: Readonly<Record<string, string | number | null>>;
}

/** Each alias of the file is used by many services. */
const NO_LIMIT = -1;

/**
 * The services with their variables filled in as compose does it (`${NAME}`, `:-`, `-`, `:?`, `$$`) and
 * the addresses of other services (`postgres:5432`) replaced by where those listen here.
 *
 * @throws Error when a variable that must be given is not
 */
export function readCompose(
  file: string,
  given: Readonly<Record<string, string>>,
  addresses: ReadonlyMap<string, string>,
): ReadonlyMap<string, ComposeService> {
  const text = readFileSync(file, 'utf8');
  const { services } = parse(text, { merge: true, maxAliasCount: NO_LIMIT }) as {
    services: Readonly<Record<string, RawService>>;
  };
  const ready = (value: string): string => relocate(interpolate(value, given), addresses);
  return new Map(
    Object.entries(services).map(([name, { command = [], environment = {} }]) => {
      const words = typeof command === 'string' ? command.split(' ') : command;
      const variables = Object.entries(environment).map(
        ([key, value]) => [key, ready(String(value ?? ''))] as const,
      );
      return [
        name,
        { name, command: words.map(ready), environment: Object.fromEntries(variables) },
      ] as const;
    }),
  );
}

/** What the image brings: the variables and the command of its last stage that is meant. */
export function readImage(
  dockerfile: string,
  stage: string,
): { readonly command: readonly string[]; readonly environment: Readonly<Record<string, string>> } {
  const text = readFileSync(dockerfile, 'utf8').replaceAll(/\\\n\s*/g, '');
  const from = text.indexOf(` AS ${stage}\n`);
  const rest = text.slice(from).split('\n');
  const next = rest.findIndex((line, index) => index > 0 && line.startsWith('FROM '));
  const lines = rest.slice(1, next === -1 ? undefined : next);
  const command = lines.findLast((line) => line.startsWith('CMD '))?.slice('CMD '.length);
  const variables = lines
    .filter((line) => line.startsWith('ENV '))
    .flatMap((line) => line.slice('ENV '.length).split(/\s+/))
    .map((pair) => pair.split('=', 2) as [string, string]);
  return {
    command: JSON.parse(command ?? '[]') as string[],
    environment: Object.fromEntries(variables),
  };
}

/** A text in which service addresses stand, such as a configuration file. */
export function relocate(text: string, addresses: ReadonlyMap<string, string>): string {
  let moved = text;
  for (const [from, to] of addresses) {
    moved = moved.replaceAll(new RegExp(`(?<![\\w.-])${from}(?!\\d)`, 'g'), to);
  }
  return moved;
}

function interpolate(text: string, given: Readonly<Record<string, string>>): string {
  return text.replaceAll(
    /\$(?:(\$)|\{(\w+)(?:(:?[-?])((?:[^{}]|\{[^}]*\})*))?\})/g,
    (_, dollar: string | undefined, name: string, operator = '', rest = '') => {
      if (dollar !== undefined) return '$';
      const value = given[name];
      const isMissing = value === undefined || (value === '' && String(operator).startsWith(':'));
      if (!isMissing) return value;
      if (String(operator).endsWith('?')) throw new Error(`compose.yml wants ${name}`);
      return String(rest);
    },
  );
}
