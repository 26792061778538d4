import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../../common/http/cursor.js';
import { type Page, toPage } from '../../../../common/http/page.response.js';
import { assertAttribute } from '../attribute-view.js';
import { AttributesRepository, type AttributeView } from '../data/attributes.repository.js';

/** Attributes as staff sees them. */
@Injectable()
export class ReadAttributes {
  constructor(private readonly attributes: AttributesRepository) {}

  /** In their order, without their values. @throws InvalidCursor */
  async list(q: string | null, limit: number, cursor: string | null): Promise<Page<AttributeView>> {
    const after = cursor === null ? null : positionIn(cursor);
    const rows = await this.attributes.list(q, after, limit);
    return toPage(
      rows,
      limit,
      (row) => row,
      (last) => encodeCursor([last.position, last.id]),
    );
  }

  /** With its values. @throws AttributeNotFound */
  async get(id: number): Promise<AttributeView> {
    const view = await this.attributes.find(null, id);
    assertAttribute(view);
    return view;
  }
}

function positionIn(cursor: string): { position: number; id: number } {
  const [position, id] = decodeCursor(cursor, 2);
  if (!isInteger(position) || !isInteger(id)) throw new InvalidCursor();
  return { position, id };
}

function isInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}
