import type { PipeTransform } from '@nestjs/common';
import { RouteNotFound } from '../errors/common-errors.js';

const MAX_LENGTH = 255;

/** For slugs in addresses: one that no column can hold is nothing's slug. */
export class SlugPipe implements PipeTransform<string, string> {
  transform(slug: string): string {
    if (slug.includes('\0') || slug.length > MAX_LENGTH) throw new RouteNotFound();
    return slug;
  }
}
