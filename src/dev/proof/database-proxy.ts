import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const COMMAND_COMPLETE = 'C'.charCodeAt(0);
const READY_FOR_QUERY = 'Z'.charCodeAt(0);
/** Messages that the server answers with a ReadyForQuery each. */
const QUESTIONS = ['Q', 'S'].map((letter) => letter.charCodeAt(0));
/** Messages that run a statement each (those of `BEGIN; SET …` in one message are one). */
const STATEMENTS = ['Q', 'E'].map((letter) => letter.charCodeAt(0));
const HEADER = 5;

/**
 * A TCP hop in front of PostgreSQL. It counts round trips (what is asked before the answer to the
 * question before belongs to the same one) and can swallow the answer to a COMMIT: the transaction is in the database and its client never
 * learns, the fault that makes double orders where nothing remembers the first.
 */
export class DatabaseProxy {
  /** Since the start. */
  roundTrips = 0;
  /** Statements that were run, since the start. */
  statements = 0;
  private onHeld: (() => void) | null = null;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param databaseUrl the database behind the hop; {@link url} is the same one through it */
  static async start(databaseUrl: string): Promise<DatabaseProxy> {
    const target = new URL(databaseUrl);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const through = new URL(databaseUrl);
    through.hostname = '127.0.0.1';
    through.port = String((server.address() as AddressInfo).port);
    const proxy = new DatabaseProxy(server, through.toString());
    server.on('connection', (client) => proxy.join(client, target));
    return proxy;
  }

  /** Swallows everything from the answer to the next COMMIT of a write on; resolves when that has happened. */
  holdNextCommit(): Promise<void> {
    return new Promise((resolve) => {
      this.onHeld = resolve;
    });
  }

  /** Cuts all connections and stops listening. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket, target: URL): void {
    const server = connect(Number(target.port || 5432), target.hostname);
    this.tie(client, server);
    this.tie(server, client);
    const questions = new FrameReader(true);
    const frames = new FrameReader();
    /** Questions that wait for their answer, and whether each began a round trip. */
    const open: boolean[] = [];
    let isMuted = false;
    client.on('data', (chunk: Buffer) => {
      for (const { type } of questions.read(chunk)) {
        if (STATEMENTS.includes(type)) this.statements += 1;
        if (!QUESTIONS.includes(type)) continue;
        if (open.length === 0) this.roundTrips += 1;
        open.push(open.length === 0);
      }
      server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => {
      for (const frame of frames.read(chunk)) {
        // A read sends its COMMIT along; one that stands alone ends a transaction that wrote.
        if (this.onHeld !== null && frame.isCommit && open[0] === true) {
          isMuted = true;
          this.onHeld();
          this.onHeld = null;
        }
        // The very first one answers the login, which is no question.
        if (frame.type === READY_FOR_QUERY) open.shift();
      }
      if (!isMuted) client.write(chunk);
    });
  }

  private tie(socket: Socket, other: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.sockets.delete(socket);
      other.destroy();
    });
  }
}

interface Frame {
  readonly type: number;
  readonly isCommit: boolean;
}

/**
 * Cuts a stream into messages: one byte of type, four bytes of length, the rest. A client's first
 * message has no type.
 */
class FrameReader {
  private rest: Buffer = Buffer.alloc(0);

  constructor(private isLogin = false) {}

  *read(chunk: Buffer): Generator<Frame> {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    if (this.isLogin) {
      this.isLogin = false;
      this.rest = Buffer.concat([Buffer.alloc(1), this.rest]);
    }
    while (this.rest.length >= HEADER) {
      const end = this.rest.readInt32BE(1) + 1;
      if (this.rest.length < end) return;
      const type = this.rest[0] ?? 0;
      const body = this.rest.subarray(HEADER, end);
      yield { type, isCommit: type === COMMAND_COMPLETE && body.toString() === 'COMMIT\0' };
      this.rest = this.rest.subarray(end);
    }
  }
}
