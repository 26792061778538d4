import { CallLog } from './call-log.js';
import { CallbackSender } from './callback-sender.js';
import type { GatewayKeys } from './demo-keys.js';
import { FaultScript } from './fault-script.js';
import { Ledger } from './ledger.js';
import type { Settings } from './settings.js';
import { SimulatedClock } from './simulated-clock.js';

/** What all simulated gateways share. */
export interface World {
  readonly keys: GatewayKeys;
  readonly settings: Settings;
  readonly clock: SimulatedClock;
  readonly ledger: Ledger;
  readonly faults: FaultScript;
  readonly calls: CallLog;
  readonly callbacks: CallbackSender;
  /** Address of the simulator, known once it listens. */
  url: string;
}

export function createWorld(
  keys: GatewayKeys,
  settings: Settings,
  ledgerFile: string | null = null,
): World {
  const clock = new SimulatedClock();
  const faults = new FaultScript();
  return {
    keys,
    settings,
    clock,
    faults,
    ledger: new Ledger(ledgerFile),
    calls: new CallLog(),
    callbacks: new CallbackSender(clock, faults, settings),
    url: '',
  };
}
