/** Where the files of the page are found in the address. */
export const STOREFRONT_PATH = '/storefront/';

/** The page itself: landmarks and places, which the scripts fill. No script and no style stands in it. */
export function storefrontPage(modules: readonly string[]): string {
  const preloads = modules
    .map((name) => `<link rel="modulepreload" href="${STOREFRONT_PATH}${name}">\n`)
    .join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>eshop</title>
<meta name="description" content="A small storefront over the public API of the shop.">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STOREFRONT_PATH}style.css">
${preloads}<script type="module" src="${STOREFRONT_PATH}storefront/browser/main.js"></script>
</head>
<body>
<a class="skip" id="skip" href="#main">Skip to the content</a>
<header>
<a class="brand" href="#/">eshop</a>
<form id="search" role="search" aria-label="Products">
<label class="unseen" for="q">Search for products</label>
<input id="q" type="search" placeholder="Search" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="suggestions" aria-autocomplete="list">
<button type="submit">Search</button>
<ul id="suggestions" role="listbox" aria-label="Suggestions" hidden></ul>
</form>
<nav aria-label="Shop">
<a href="#/">Products</a>
<a href="#/cart">Cart (<span id="cart-count">0</span>)</a>
<a href="#/login" id="person">Log in</a>
</nav>
</header>
<main id="main" tabindex="-1"><noscript>This page needs JavaScript; the API behind it does not.</noscript></main>
<footer>
<p id="fault" role="alert"></p>
<p id="news" role="status"></p>
<p><a href="/docs">What this page can do, your page can do</a></p>
</footer>
</body>
</html>
`;
}
