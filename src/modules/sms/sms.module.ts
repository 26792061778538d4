import { Module } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';
import { LogSmsSender } from './log-sms-sender.js';
import { NoSmsSender } from './no-sms-sender.js';
import { SmsSender } from './sms.service.js';

/** A real gateway is one more line here and one more word in `SMS_DRIVER` (`config/env.ts`). */
const DRIVERS: Readonly<Record<Env['SMS_DRIVER'], (env: Env) => SmsSender>> = {
  log: (env) => new LogSmsSender(env),
  none: () => new NoSmsSender(),
};

/** The way to people's phones, as `SMS_DRIVER` says. */
@Module({
  providers: [
    { provide: SmsSender, inject: [ENV], useFactory: (env: Env) => DRIVERS[env.SMS_DRIVER](env) },
  ],
  exports: [SmsSender],
})
export class SmsModule {}
