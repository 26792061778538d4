import type { FastifyReply } from 'fastify';
import { escapeHtml } from '../escape-html.js';

/** A small page for the browser: no script, no picture, nothing from elsewhere. */
export interface HtmlPage {
  readonly title: string;
  /** HTML; every value in it went through {@link escapeHtml}. */
  readonly main: string;
  /** Load again after so many seconds. */
  readonly refreshSeconds?: number;
  /** Where a form of the page may lead, beside its own site. */
  readonly formOrigins?: readonly string[];
}

const STYLE = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  body { margin: 0 auto; max-width: 34rem; padding: 1.5rem 1rem }
  h1 { font-size: 1.4rem }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem }
  dd { margin: 0; overflow-wrap: anywhere }
  fieldset { border: 1px solid; border-radius: .5rem; margin: 1rem 0 }
  label { display: block; padding: .25rem 0 }
  button { font: inherit; padding: .6rem 1.2rem; border-radius: .5rem; border: 1px solid; cursor: pointer }
`;

/** Sends a page with a policy of its own that lets it do nothing but show itself and send its form. */
export function sendHtmlPage(reply: FastifyReply, status: number, page: HtmlPage): void {
  const forms = ["'self'", ...(page.formOrigins ?? [])].join(' ');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`;
  void reply
    .status(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .send(render(page));
}

function render({ title, main, refreshSeconds }: HtmlPage): string {
  const refresh =
    refreshSeconds === undefined ? '' : `<meta http-equiv="refresh" content="${refreshSeconds}">`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh}<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${main}
</main>
</body>
</html>
`;
}
