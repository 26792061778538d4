import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';

import { type RequestContext } from '../../../common/request-context.js';
import { Clock } from '../../../common/time/clock.js';
import { ENV, type Env } from '../../../config/env.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';
import { CompareSettlement } from './compare-settlement.js';

/** Gateways are late: the last days are looked at again, which costs nothing when they agree. */
const DAYS = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Compares the settlement files that lie in `SETTLEMENT_DIR/<gateway>/<YYYY-MM-DD>.csv`. */
@Injectable()
export class SettleFiles {
  private readonly logger = new Logger(SettleFiles.name);

  constructor(
    private readonly gateways: GatewayRegistry,
    private readonly settlement: CompareSettlement,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @returns how many files there were */
  async execute(ctx: RequestContext): Promise<number> {
    const folder = this.env.SETTLEMENT_DIR;
    if (folder === undefined) return 0;
    let files = 0;
    for (const { code } of this.gateways.all()) {
      for (let back = DAYS; back >= 1; back -= 1) {
        const day = new Date(this.clock.now().getTime() - back * DAY_MS).toISOString().slice(0, 10);
        const text = await textOf(join(folder, code, `${day}.csv`));
        if (text === null) continue;
        files += 1;
        await this.compare({ ...ctx }, code, day, text);
      }
    }
    return files;
  }

  /** A file that cannot be read must not keep the others from being compared. */
  private async compare(
    ctx: RequestContext,
    gateway: string,
    day: string,
    text: string,
  ): Promise<void> {
    try {
      const found = await this.settlement.execute(ctx, { gateway, day, text });
      if (found.differences > 0) {
        this.logger.error({ alert: 'payments.settlement', gateway, day, ...found }, 'Settlement');
      }
    } catch (error) {
      this.logger.error({ alert: 'payments.settlement_unreadable', gateway, day, err: error });
    }
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return null;
    throw error;
  }
}
