import { ApiProperty } from '@nestjs/swagger';
import type { Location } from '../../data/locations.repository.js';

/** A place where pieces lie. */
export class LocationResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  /** @example "main" */
  code: string;

  /** @example 'Main warehouse' */
  name: string;

  /** The one that is meant when none is named. */
  isDefault: boolean;

  /** False: nothing comes to it any more. */
  isActive: boolean;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

/** With what lies there. */
export class ListedLocationResponse extends LocationResponse {
  /** Pieces of all variants. */
  pieces: number;
}

/** All places. */
export class LocationsResponse {
  items: ListedLocationResponse[];
}

export function toLocation(location: Location): LocationResponse {
  const { id, code, name, isDefault, isActive, createdAt } = location;
  return { id, code, name, isDefault, isActive, createdAt };
}
