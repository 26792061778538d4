/** The operations page: a frame without any data; `console-script.ts` asks for those and draws them. */
export const CONSOLE_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>eshop operations</title>
<link rel="stylesheet" href="/admin/console.css">
<link rel="icon" href="data:,">
<script src="/admin/console.js" defer></script>
</head>
<body>
<header>
  <h1>eshop operations</h1>
  <p id="state" role="status" aria-live="polite">Loading …</p>
  <nav aria-label="More"><a href="/admin/queues">Queue board</a> <button id="leave" type="button" hidden>Log out</button></nav>
</header>
<form id="login" hidden>
  <h2>Log in</h2>
  <label>E-mail <input name="login" type="email" autocomplete="username" required></label>
  <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
  <label id="second" hidden>Code of the second factor <input name="code" inputmode="numeric" autocomplete="one-time-code"></label>
  <button type="submit">Log in</button>
  <p id="refusal" role="alert"></p>
</form>
<main id="board" hidden>
  <section aria-labelledby="h-alarms"><h2 id="h-alarms">Alarms</h2><div id="alarms"></div></section>
  <section aria-labelledby="h-sales"><h2 id="h-sales">Sales today</h2><div id="sales"></div></section>
  <section aria-labelledby="h-queues"><h2 id="h-queues">Queues</h2><div id="queues"></div></section>
  <section aria-labelledby="h-outbox"><h2 id="h-outbox">Outbox</h2><div id="outbox"></div></section>
  <section aria-labelledby="h-stock"><h2 id="h-stock">Stock</h2><div id="stock"></div></section>
  <section aria-labelledby="h-jobs"><h2 id="h-jobs">Repeated jobs</h2><div id="jobs"></div></section>
</main>
<noscript>This page draws what it is told by the API, and needs scripts for that.</noscript>
</body>
</html>
`;
