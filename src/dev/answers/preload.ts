import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import { AnswerBook } from './answer-book.js';
import { watchAnswer } from './watch-answers.js';

// `node --import …/preload.js dist/src/main.js`: the API as it is, and every answer of it held against the document.
// Nothing in the program knows of it, so production cannot be switched to it by a variable.

const folder = process.env['ANSWERS_FOLDER'] ?? '';
const document = process.env['ANSWERS_DOCUMENT'] ?? '';
const book = AnswerBook.open(document, folder, () => process.argv.slice(1).join(' '));
const emit: unknown = Reflect.get(Server.prototype, 'emit');

Reflect.set(Server.prototype, 'emit', function (this: Server, ...args: unknown[]): boolean {
  const [event, request, response] = args;
  if (event === 'request') {
    watchAnswer(request as IncomingMessage, response as ServerResponse, (one) => book.note(one));
  }
  return Reflect.apply(emit as () => boolean, this, args as never);
});
process.on('exit', () => book.flush());
