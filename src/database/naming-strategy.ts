import { DefaultNamingStrategy, type Table, type View } from 'typeorm';

/**
 * Names as PostgreSQL itself gives them (`users_role_id_fkey`), so that the schema, written in SQL,
 * and the entities agree without a name beside every column. Columns are the snake case of the property.
 */
export class SnakeNamingStrategy extends DefaultNamingStrategy {
  override tableName(targetName: string, userSpecifiedName: string | undefined): string {
    return userSpecifiedName ?? snake(targetName);
  }

  override columnName(property: string, custom: string | undefined, prefixes: string[]): string {
    return [...prefixes, custom ?? property].map(snake).join('_');
  }

  override joinColumnName(relationName: string, referencedColumnName: string): string {
    return snake(`${relationName}_${referencedColumnName}`);
  }

  override primaryKeyName(tableOrName: Table | View | string): string {
    return `${bare(tableOrName)}_pkey`;
  }

  override uniqueConstraintName(tableOrName: Table | View | string, columns: string[]): string {
    return `${bare(tableOrName)}_${columns.join('_')}_key`;
  }

  override foreignKeyName(tableOrName: Table | View | string, columns: string[]): string {
    return `${bare(tableOrName)}_${columns.join('_')}_fkey`;
  }

  override indexName(tableOrName: Table | View | string, columns: string[]): string {
    return `idx_${bare(tableOrName)}_${columns.join('_')}`;
  }
}

function bare(tableOrName: Table | View | string): string {
  const name = typeof tableOrName === 'string' ? tableOrName : tableOrName.name;
  return name.split('.').at(-1) ?? name;
}

function snake(text: string): string {
  return text.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
