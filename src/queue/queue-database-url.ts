/**
 * The database's address with the schema of the queue tables in it. Options that stand in the
 * address already stay: in a connection they would otherwise replace the ones given beside it, and
 * the queue would look for its tables in the wrong schema and wait for ever.
 */
export function queueDatabaseUrl(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options');
  const options = given === null ? [] : [given];
  url.searchParams.set('options', [...options, '-c search_path=bullmq'].join(' '));
  return url.toString();
}
