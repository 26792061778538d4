import { createServer, type Server } from 'node:http';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { findFreePort } from './free-port.js';
import { answerMailRequest } from './mail-pages.js';
import { MailStore } from './mail-store.js';

/** A mail server that delivers nowhere: it shows what it got in the browser and as JSON. */
export interface MailInbox {
  readonly smtpUrl: string;
  readonly webUrl: string;
  readonly store: MailStore;
  stop(): Promise<void>;
}

export interface MailInboxOptions {
  readonly host?: string;
  /** 0 takes a free port. */
  readonly smtpPort?: number;
  readonly webPort?: number;
}

const MAX_MAIL_BYTES = 10 * 1024 * 1024;

/** Starts both sides. Rejects with the error of `listen` when a port is taken. */
export async function startMailInbox(options: MailInboxOptions = {}): Promise<MailInbox> {
  const host = options.host ?? '127.0.0.1';
  const store = new MailStore();
  const smtp = createSmtp(store);
  const web = createServer((request, response) => {
    answerMailRequest(store, request, response).catch(() => response.destroy());
  });
  const smtpPort = await listenSmtp(smtp, host, options.smtpPort ?? 0);
  try {
    await listenWeb(web, host, options.webPort ?? 0);
  } catch (error) {
    await closeSmtp(smtp);
    throw error;
  }
  const address = web.address();
  const webPort = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    smtpUrl: `smtp://${host}:${smtpPort}`,
    webUrl: `http://${host}:${webPort}`,
    store,
    stop: async () => {
      web.closeAllConnections();
      await Promise.all([
        closeSmtp(smtp),
        new Promise<void>((resolve) => web.close(() => resolve())),
      ]);
    },
  };
}

function createSmtp(store: MailStore): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: MAX_MAIL_BYTES,
    closeTimeout: 500,
    onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
      storeMail(store, to, stream).then(
        () => done(),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  // A client that hangs up half way is its own affair.
  server.on('error', () => undefined);
  return server;
}

async function storeMail(
  store: MailStore,
  to: readonly string[],
  stream: SMTPServerDataStream,
): Promise<void> {
  // Loaded with the first mail: `npm start` keeps its memory small until then.
  const { simpleParser } = await import('mailparser');
  const mail = await simpleParser(stream);
  store.add({
    receivedAt: new Date().toISOString(),
    from: mail.from?.text ?? '',
    to,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: typeof mail.html === 'string' ? mail.html : null,
    messageId: mail.messageId ?? null,
  });
}

/** smtp-server does not say which port it took, so a free one is found first. */
async function listenSmtp(server: SMTPServer, host: string, wanted: number): Promise<number> {
  const port = wanted === 0 ? await findFreePort() : wanted;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  return port;
}

function listenWeb(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

function closeSmtp(server: SMTPServer): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
