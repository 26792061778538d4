import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { InvalidCursor } from '../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../common/http/cursor.js';
import { type Page, toPage } from '../../../common/http/page.response.js';
import {
  type MethodPosition,
  MethodsRepository,
  type MethodView,
} from '../data/methods.repository.js';
import { ShippingMethodNotFound } from '../shipping.errors.js';

/** Shipping methods as staff sees them, with all their rates. */
@Injectable()
export class ReadMethods {
  constructor(private readonly methods: MethodsRepository) {}

  /** In their order. @throws InvalidCursor */
  async list(limit: number, cursor: string | null): Promise<Page<MethodView>> {
    const rows = await this.methods.list(cursor === null ? null : positionIn(cursor), limit);
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ position, id }) => encodeCursor([position, id]),
    );
  }

  /** @throws ShippingMethodNotFound */
  async get(id: string): Promise<MethodView> {
    const method = await this.methods.find(null, id);
    if (method === null) throw new ShippingMethodNotFound();
    return method;
  }
}

function positionIn(cursor: string): MethodPosition {
  const [position, id] = decodeCursor(cursor, 2);
  if (typeof position !== 'number' || !Number.isInteger(position) || Math.abs(position) >= 2 ** 31)
    throw new InvalidCursor();
  if (typeof id !== 'string' || !isUUID(id)) throw new InvalidCursor();
  return { position, id };
}
