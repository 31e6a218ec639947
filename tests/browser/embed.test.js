// The box for other sites' pages, on a page of another origin with the strictest policy that it promises to work under.
//
// Needs a running searchd (IZVOR_URL) whose cors_origins has "http://127.0.0.1:18099". Chromium: CHROMIUM, or /usr/bin/chromium.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const base = process.env.IZVOR_URL ?? "http://127.0.0.1:8080";
const port = 18099;
const policy = `default-src 'none'; script-src ${base}; connect-src ${base}; form-action ${base}; base-uri 'none'; require-trusted-types-for 'script'`;
const page = `<!doctype html><html lang="bg"><head><meta charset="utf-8"><title>Вътрешна мрежа</title>
<script src="${base}/embed/izvor-search.js" defer></script></head><body><h1>Вътрешна мрежа</h1>
<izvor-search><form action="${base}/search"><label for="f">Търсене</label><input id="f" name="q"><button>Търсене</button></form></izvor-search>
<p>Текст под полето.</p></body></html>`;
let browser, server;

before(async () => {
  server = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Security-Policy", policy);
    response.end(request.url === "/" ? page : "");
  });
  await new Promise((ready) => server.listen(port, ready));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** Runs `steps` on the host page and fails on anything it complained about, but for what `expected` matches. */
async function withHostPage(steps, { host = "127.0.0.1", expected = null, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 760, height: 480 }, ...options });
  const host_page = await context.newPage();
  const complaints = [];
  host_page.on("console", (message) => { if (["error", "warning"].includes(message.type())) complaints.push(message.text()); });
  host_page.on("pageerror", (error) => complaints.push(error.message));
  await host_page.goto(`http://${host}:${port}/`);
  await steps(host_page, host_page.getByRole("combobox"));
  await context.close();
  assert.deepEqual(complaints.filter((text) => !text.includes("favicon") && !(expected && expected.test(text))), []);
}

test("suggestions come while typing and can be walked through by keyboard", () => withHostPage(async (host, box) => {
  await box.pressSequentially("циф", { delay: 20 });
  const options = host.getByRole("option");
  await options.first().waitFor();
  assert.equal(await box.getAttribute("aria-expanded"), "true");
  assert.equal(await box.getAttribute("aria-controls"), "list");
  const first = await options.first().textContent();
  await box.press("ArrowDown");
  assert.equal(await box.getAttribute("aria-activedescendant"), "option-0");
  assert.equal(await options.first().getAttribute("aria-selected"), "true");
  assert.equal(await box.inputValue(), first);
  if (process.env.SCREENSHOT) await host.screenshot({ path: process.env.SCREENSHOT });
  await box.press("ArrowUp");
  assert.equal(await box.inputValue(), "циф");
  assert.equal(await box.getAttribute("aria-activedescendant"), null);
  await box.press("ArrowUp");
  assert.equal(await box.inputValue(), await options.last().textContent());
  await box.press("Escape");
  assert.equal(await box.inputValue(), "циф");
  assert.equal(await box.getAttribute("aria-expanded"), "false");
  assert.equal(await options.count(), 0);
}));

test("how many there are is said to screen readers", () => withHostPage(async (host, box) => {
  await box.pressSequentially("циф");
  await host.getByRole("option").first().waitFor();
  assert.match(await host.getByRole("status").textContent(), /предложени/);
}));

test("a suggestion chosen by mouse or Enter is searched", async () => {
  await withHostPage(async (host, box) => {
    await box.pressSequentially("циф");
    const option = host.getByRole("option").first();
    const text = await option.textContent();
    await option.click();
    await host.waitForURL(`${base}/search?**`);
    assert.equal(new URL(host.url()).searchParams.get("q"), text);
  });
  await withHostPage(async (host, box) => {
    await box.pressSequentially("циф");
    await host.getByRole("option").first().waitFor();
    await box.press("ArrowDown");
    const text = await box.inputValue();
    await box.press("Enter");
    await host.waitForURL(`${base}/search?**`);
    assert.equal(new URL(host.url()).searchParams.get("q"), text);
  });
});

test("a page that may not ask for suggestions still has a search box", () => withHostPage(async (host, box) => {
  await box.pressSequentially("цифрови");
  await box.press("Enter");
  await host.waitForURL(`${base}/search?**`);
}, { host: "localhost", expected: /CORS|Failed to load resource/ }));

test("without JavaScript the form inside is the search box", () => withHostPage(async (host) => {
  await host.getByLabel("Търсене").fill("цифрови услуги");
  await host.getByRole("button").click();
  await host.waitForURL(`${base}/search?**`);
}, { javaScriptEnabled: false }));
