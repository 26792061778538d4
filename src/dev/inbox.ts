import { Command } from 'commander';
import { startMailInbox } from './mail-inbox.js';
import { messageOf } from './startup-problem.js';

// The mail inbox as a program of its own: `node dist/src/dev/inbox.js [--host 0.0.0.0]`.

const program = new Command('inbox')
  .description('a mail server that delivers nowhere and shows the mails in the browser')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--smtp-port <n>', 'port for mails', Number, 1025)
  .option('--web-port <n>', 'port for the browser', Number, 8025)
  .action(async (options: { host: string; smtpPort: number; webPort: number }) => {
    const inbox = await startMailInbox(options);
    process.stdout.write(`Mails to ${inbox.smtpUrl}, shown at ${inbox.webUrl}\n`);
    const stop = (): void => {
      void inbox.stop().then(() => process.exit(0));
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`The mail inbox cannot start: ${messageOf(error)}\n`);
  process.exitCode = 1;
});
