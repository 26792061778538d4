import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../common/http/cursor.js';
import { type Page, toPage } from '../../../common/http/page.response.js';
import { ZonesRepository, type ZoneView } from '../data/zones.repository.js';
import { ZoneNotFound } from '../shipping.errors.js';

/** Shipping zones as staff sees them. */
@Injectable()
export class ReadZones {
  constructor(private readonly zones: ZonesRepository) {}

  /** By code. @throws InvalidCursor */
  async list(limit: number, cursor: string | null): Promise<Page<ZoneView>> {
    const rows = await this.zones.list(cursor === null ? null : codeIn(cursor), limit);
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ code }) => encodeCursor([code]),
    );
  }

  /** @throws ZoneNotFound */
  async get(id: string): Promise<ZoneView> {
    const zone = await this.zones.find(null, id);
    if (zone === null) throw new ZoneNotFound();
    return zone;
  }
}

function codeIn(cursor: string): string {
  const [code] = decodeCursor(cursor, 1);
  if (typeof code !== 'string' || code.includes('\0')) throw new InvalidCursor();
  return code;
}
