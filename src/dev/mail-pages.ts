import { escapeHtml } from '../common/escape-html.js';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { MAIL_PREVIEWS, previewMail } from './mail-previews.js';
import type { MailStore, StoredMail } from './mail-store.js';

const MAX_WAIT_SECONDS = 30;
/** The page itself runs no script; the mail is framed without any right but opening links. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'";
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; " +
  "style-src 'unsafe-inline'; img-src data: http: https:";

/**
 * Answers one request of the inbox: `/` the list, `/mails/ID` one mail, `/api/mails?to=…&after=…&wait=SECONDS` the
 * same as JSON, `DELETE /api/mails` empties it; `/dev/mails` lists all mails that the shop can write, `/dev/mails/NAME?locale=vi`
 * shows one with made-up data.
 */
export async function answerMailRequest(
  store: MailStore,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://inbox');
  const [, section, id, part] = url.pathname.split('/');
  const mail = id === undefined || section === 'api' ? undefined : store.find(Number(id));
  if (url.pathname === '/') return sendPage(response, listPage(store.list()));
  if (url.pathname.startsWith('/api/mails')) return answerJson(store, request, response, url);
  if (section === 'dev' && id === 'mails') return answerPreview(response, url, part);
  if (section !== 'mails' || mail === undefined) {
    return send(response, 404, 'text/plain; charset=utf-8', 'No such mail.\n');
  }
  if (part === 'html') {
    const html = `<base target="_blank">${mail.html ?? ''}`;
    return send(response, 200, 'text/html; charset=utf-8', html, MAIL_POLICY);
  }
  return sendPage(response, mailPage(mail));
}

function answerPreview(response: ServerResponse, url: URL, name: string | undefined): void {
  const mail = name === undefined ? null : previewMail(name, url.searchParams.get('locale'));
  if (mail !== null) return send(response, 200, 'text/html; charset=utf-8', mail.html, MAIL_POLICY);
  if (name !== undefined)
    return send(response, 404, 'text/plain; charset=utf-8', 'No such mail.\n');
  const items = MAIL_PREVIEWS.map((each) => {
    const link = (locale: string): string =>
      `<a href="/dev/mails/${each}?locale=${locale}">${locale}</a>`;
    return `<li>${each}: ${link('en')} ${link('vi')}</li>`;
  });
  const page = `<!doctype html><meta charset="utf-8"><title>Mails</title><ul>${items.join('\n')}</ul>`;
  sendPage(response, page);
}

async function answerJson(
  store: MailStore,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const id = url.pathname.slice('/api/mails/'.length);
  if (request.method === 'DELETE') {
    store.clear();
    response.writeHead(204).end();
    return;
  }
  if (id !== '') {
    const mail = store.find(Number(id));
    return sendJson(response, mail === undefined ? 404 : 200, mail ?? { title: 'No such mail' });
  }
  const wait = Math.min(numberOf(url.searchParams.get('wait')), MAX_WAIT_SECONDS);
  const filter = {
    to: url.searchParams.get('to') ?? undefined,
    after: numberOf(url.searchParams.get('after')),
  };
  return sendJson(response, 200, await store.waitFor(filter, wait));
}

function listPage(mails: readonly StoredMail[]): string {
  const rows = mails.map(
    (
      mail,
    ) => `<tr><td><a href="/mails/${mail.id}">${escapeHtml(mail.subject) || '(no subject)'}</a></td>
<td>${escapeHtml(mail.to.join(', '))}</td><td><time>${mail.receivedAt.slice(0, 19).replace('T', ' ')}</time></td></tr>`,
  );
  const table =
    rows.length === 0
      ? '<p>No mail yet. This page looks again by itself.</p>'
      : `<table><thead><tr><th>Subject</th><th>To</th><th>Received (UTC)</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
  return page('Mail inbox', table, '<meta http-equiv="refresh" content="3">');
}

function mailPage(mail: StoredMail): string {
  const frame =
    mail.html === null
      ? ''
      : `<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mails/${mail.id}/html"></iframe>`;
  const body = `<p><a href="/">All mails</a></p>
<dl><dt>From</dt><dd>${escapeHtml(mail.from)}</dd><dt>To</dt><dd>${escapeHtml(mail.to.join(', '))}</dd>
<dt>Received</dt><dd><time>${mail.receivedAt}</time></dd></dl>${frame}
<h2>Text</h2><pre>${withLinks(mail.text)}</pre>`;
  return page(mail.subject || '(no subject)', body);
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>${head}
<meta name="viewport" content="width=device-width,initial-scale=1"><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
table{width:100%;border-collapse:collapse}th,td{text-align:left;padding:.4rem;border-bottom:1px solid #ddd}
iframe{width:100%;height:60vh;border:1px solid #ccc}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f6f6;padding:1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;
}

function withLinks(text: string): string {
  return escapeHtml(text).replace(
    /https?:\/\/[^\s<>"]+?(?=[.,;)]*(?:\s|$))/g,
    (link) => `<a href="${link}" target="_blank" rel="noreferrer">${link}</a>`,
  );
}

function sendPage(response: ServerResponse, html: string): void {
  send(response, 200, 'text/html; charset=utf-8', html, PAGE_POLICY);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json; charset=utf-8', `${JSON.stringify(body)}\n`);
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  policy = "default-src 'none'",
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(body);
}

function numberOf(text: string | null): number {
  const value = Number(text ?? 0);
  return Number.isFinite(value) && value > 0 ? value : 0;
}
