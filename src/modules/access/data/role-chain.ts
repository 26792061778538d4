/**
 * One row: whether a role holds a right, by itself or through its active ancestors up to the first
 * inactive one, and whether any of these asks for a second factor. The arguments are SQL.
 */
export function chainRights(role: string, module: string, action: string): string {
  return `
    WITH RECURSIVE chain AS (
      SELECT r.id, r.parent_id, r.requires_mfa FROM user_roles r WHERE r.id = ${role} AND r.is_active
      UNION
      SELECT r.id, r.parent_id, r.requires_mfa
        FROM user_roles r JOIN chain c ON r.id = c.parent_id WHERE r.is_active
    )
    SELECT coalesce(bool_or(CASE ${action} WHEN 'r' THEN p.r WHEN 'w' THEN p.w WHEN 'x' THEN p.x END), false)
             AS granted,
           coalesce(bool_or(c.requires_mfa), false) AS requires_mfa
      FROM chain c LEFT JOIN permissions p ON p.role_id = c.id AND p.module = ${module}`;
}
