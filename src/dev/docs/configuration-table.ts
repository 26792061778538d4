import { ENV_RULES } from '../../config/env.js';

/** A variable as `.env.example` explains it. */
interface Explained {
  readonly name: string;
  readonly section: string;
  readonly meaning: string;
  /** What stands in brackets at the end of its comment; null without one. */
  readonly bracket: string | null;
}

const HEAD = `# Configuration

Every variable that API, workers, migrations and command line read. Written by \`npm run docs\` from the schema
(\`src/config/env.ts\`: names, defaults, what is required) and \`.env.example\` (meaning); a test holds it to both.
What is wrong with the environment is named at the start, all of it at once.
`;

/** The whole of \`docs/configuration.md\`. */
export function configurationPage(example: string): string {
  const variables = explained(example);
  const sections = [...new Set(variables.map(({ section }) => section))];
  const parts = sections.map((section) => {
    const rows = variables.filter((one) => one.section === section).map(rowOf);
    return [
      `\n## ${section}\n`,
      '| variable | default | meaning |',
      '| --- | --- | --- |',
      ...rows,
    ];
  });
  return `${HEAD}${parts.flat().join('\n')}\n`;
}

/** Variables whose bracket in `.env.example` says another default than the schema, one line each. */
export function wrongDefaults(example: string): string[] {
  return explained(example).flatMap(({ name, bracket }) => {
    const real = shownDefault(name);
    if (real === null || bracket === null || /[ :]/.test(bracket)) return [];
    if (real === '' && ['none', 'nobody'].includes(bracket)) return [];
    return bracket === real ? [] : [`${name}: [${bracket}], but ${real} by the schema`];
  });
}

function explained(example: string): Explained[] {
  let section = '';
  let comment: string[] = [];
  return example.split('\n').flatMap((line) => {
    const title = /^# --- (.+?) -+$/.exec(line)?.[1];
    const name = /^([A-Z][A-Z0-9_]*)=/.exec(line)?.[1];
    if (title !== undefined) section = title;
    else if (line.startsWith('# ')) comment.push(line.slice(2));
    if (name === undefined) {
      if (line === '' || title !== undefined) comment = [];
      return [];
    }
    const [, meaning = '', bracket = null] =
      /^(.*?)(?: \[([^\]]*)\])?$/.exec(comment.join(' ')) ?? [];
    comment = [];
    return [{ name, section, meaning, bracket }];
  });
}

function rowOf({ name, meaning, bracket }: Explained): string {
  const value = shownDefault(name) ?? bracket ?? '';
  const shown = value === '' ? (bracket ?? 'none') : value;
  return `| \`${name}\` | ${escaped(shown)} | ${escaped(meaning)} |`;
}

/** The default of the schema in one line; null where a bracket has to explain it. */
function shownDefault(name: string): string | null {
  const rule = ENV_RULES[name];
  if (rule === undefined) return null;
  const unset = rule.safeParse(undefined);
  if (!unset.success) return 'required';
  const { data } = unset;
  if (Array.isArray(data)) return data.join(',');
  return ['string', 'number', 'boolean'].includes(typeof data) ? String(data) : null;
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
