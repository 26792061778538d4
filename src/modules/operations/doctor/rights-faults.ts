import { applicationRights } from '../../../database/grants.js';
import { ROLES } from '../../../database/role-names.js';
import type { ExamineQuery } from './doctor.types.js';

const KINDS = ['DELETE', 'INSERT', 'SELECT', 'UPDATE'];

const RIGHTS = {
  name: 'doctor-rights',
  text: `
  SELECT c.relname AS name, c.relispartition AS "isPartition", c.relkind IN ('v', 'm') AS "isView",
    array(SELECT x.privilege_type FROM aclexplode(c.relacl) x JOIN pg_roles r ON r.oid = x.grantee
          WHERE r.rolname = '${ROLES.app}' ORDER BY 1)::text[] AS app,
    array(SELECT x.privilege_type FROM aclexplode(c.relacl) x JOIN pg_roles r ON r.oid = x.grantee
          WHERE r.rolname = '${ROLES.reader}' ORDER BY 1)::text[] AS reader,
    EXISTS (SELECT FROM aclexplode(c.relacl) x WHERE x.grantee = 0) AS "isPublic"
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`,
};

interface TableRights extends Record<string, unknown> {
  readonly name: string;
  readonly isPartition: boolean;
  readonly isView: boolean;
  readonly app: readonly string[];
  readonly reader: readonly string[];
  readonly isPublic: boolean;
}

/** Tables on which somebody may more or less than `grants.ts` says. Rights to single columns are not compared. */
export async function rightsFaults(query: ExamineQuery): Promise<string[]> {
  const tables = await query<TableRights>(RIGHTS);
  return tables.flatMap((table) => {
    const isOnlyRead = table.isPartition || table.isView;
    const wanted = isOnlyRead ? ['SELECT'] : tableRights(table.name);
    const hasOthers = table.app.some((right) => !KINDS.includes(right));
    return [
      ...(table.app.join() === wanted.join() && !hasOthers
        ? []
        : [`${ROLES.app} on ${table.name}`]),
      ...(table.reader.join() === 'SELECT' ? [] : [`${ROLES.reader} on ${table.name}`]),
      ...(table.isPublic ? [`everybody on ${table.name}`] : []),
    ];
  });
}

/** Rights to the whole table, sorted. */
function tableRights(table: string): string[] {
  const rights = applicationRights(table).replaceAll(/\w+ \([^)]*\)/g, '');
  return KINDS.filter((kind) => new RegExp(`\\b${kind}\\b`).test(rights));
}
