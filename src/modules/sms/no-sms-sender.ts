import { Injectable } from '@nestjs/common';
import { SmsSender } from './sms.service.js';

/** There is no gateway: nothing is promised and nothing is sent. */
@Injectable()
export class NoSmsSender extends SmsSender {
  readonly isAvailable = false;

  async send(): Promise<void> {
    return Promise.reject(new Error('No SMS gateway is configured (SMS_DRIVER)'));
  }
}
