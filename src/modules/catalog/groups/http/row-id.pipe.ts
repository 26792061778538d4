import type { PipeTransform } from '@nestjs/common';
import { RouteNotFound } from '../../../../common/errors/common-errors.js';

const MAX = 2_147_483_647;

/** For ids that are numbers: one that no column can hold is nothing's id. */
export class RowIdPipe implements PipeTransform<string, number> {
  transform(text: string): number {
    const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
    if (id < 1 || id > MAX) throw new RouteNotFound();
    return id;
  }
}
