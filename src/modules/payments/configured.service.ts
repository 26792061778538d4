import type { Env } from '../../config/env.js';
import { configuredGateways } from './gateways/configured-gateways.js';

/** Codes of the gateways that the environment sets up. */
export function configuredGatewayCodes(env: Env): readonly string[] {
  return configuredGateways(env).map(({ code }) => code);
}
