import { AskGateway } from '../../../modules/payments/use-cases/ask-gateway.js';

// The worker of `--break reconciliation`: the same program, but no gateway is ever asked what became of a payment. The
// proof must notice.

AskGateway.prototype.ask = () => Promise.resolve('mute');
await import('../../../worker.js');
