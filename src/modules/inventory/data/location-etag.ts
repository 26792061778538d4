import { etagOf } from '../../../common/http/if-match.js';
import type { Location } from './locations.repository.js';

export function etagOfLocation({ code, name, isActive, isDefault }: Location): string {
  return etagOf([code, name, isActive, isDefault]);
}
