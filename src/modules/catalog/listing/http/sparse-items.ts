/**
 * The answer with only the named members of its items. Whatever it costs, it costs only who asks for it:
 * whole answers are passed on as the text that PostgreSQL made.
 */
export function withFields(text: string, fields: readonly string[] | undefined): string {
  if (fields === undefined) return text;
  const answer = JSON.parse(text) as { items: Readonly<Record<string, unknown>>[] };
  const items = answer.items.map((item) =>
    Object.fromEntries(fields.filter((name) => name in item).map((name) => [name, item[name]])),
  );
  return JSON.stringify({ ...answer, items });
}
