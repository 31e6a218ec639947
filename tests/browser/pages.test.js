// The pages as a browser shows them: without scripts, by keyboard, on a phone, in the dark, and under their own security policy.
//
// Needs a running searchd that serves the sample site: IZVOR_URL=http://127.0.0.1:8080 npm test. Chromium: CHROMIUM, or
// /usr/bin/chromium.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const base = process.env.IZVOR_URL ?? "http://127.0.0.1:8080";
const question = "партньорство със Сингапур";
const searchFor = (text, more = "") => `${base}/search?q=${encodeURIComponent(text)}${more}`;
let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
});
after(() => browser?.close());

/** Runs `steps` on a page of its own and fails on anything the page complained about. */
async function withPage(options, steps) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) complaints.push(message.text()); });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => { if (!request.url().startsWith(base)) complaints.push(`asked ${request.url()}`); });
  await steps(page);
  await context.close();
  assert.deepEqual(complaints, []);
}

test("a search works without JavaScript", () => withPage({ javaScriptEnabled: false }, async (page) => {
  await page.goto(base);
  await page.getByRole("searchbox").fill(question);
  await page.getByRole("button", { name: "Търсене" }).click();
  assert.ok(await page.getByRole("listitem").getByRole("heading").count() > 0);
  assert.ok(await page.locator(".snippet mark").count() > 0);
  assert.equal(await page.getByRole("searchbox").inputValue(), question);
}));

test("the slash key returns to the search box and selects its text", () => withPage({}, async (page) => {
  await page.goto(searchFor(question));
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  await page.keyboard.type("данни");
  assert.equal(await page.getByRole("searchbox").inputValue(), "данни");
}));

test("a slash inside a search stays a slash", () => withPage({}, async (page) => {
  await page.goto(base);
  await page.getByRole("searchbox").focus();
  await page.keyboard.type("2024/1689");
  assert.equal(await page.getByRole("searchbox").inputValue(), "2024/1689");
}));

test("the first tab stop skips to the content", () => withPage({}, async (page) => {
  await page.goto(searchFor(question));
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#content");
}));

test("every control has a name and the page one main heading", () => withPage({}, async (page) => {
  for (const address of [base, searchFor(question), searchFor("несъществуващазаглавка"), `${base}/embed`]) {
    await page.goto(address);
    assert.equal(await page.locator("h1").count(), 1, address);
    assert.equal(await page.locator("main").count(), 1, address);
    const nameless = await page.evaluate(() => [...document.querySelectorAll("a, button, input:not([type=hidden])")]
      .filter((element) => !(element.textContent.trim() || element.ariaLabel || element.labels?.length)).map((element) => element.outerHTML));
    assert.deepEqual(nameless, [], address);
  }
}));

test("a date that was left empty does not reach the address", () => withPage({}, async (page) => {
  await page.goto(searchFor(question));
  await page.getByText("Период").click();
  await page.getByLabel("от", { exact: true }).fill("2023-01-01");
  await page.getByRole("button", { name: "Прилагане" }).click();
  const parameters = new URL(page.url()).searchParams;
  assert.equal(parameters.get("from"), "2023-01-01");
  assert.equal(parameters.has("to"), false);
}));

test("nothing sticks out of a phone's screen", () => withPage({ viewport: { width: 320, height: 640 } }, async (page) => {
  for (const address of [base, searchFor(question), searchFor("x".repeat(300)), `${base}/embed`]) {
    await page.goto(address);
    const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= screen, `${address}: ${wide} > ${screen}`);
  }
}));

for (const colorScheme of ["light", "dark"]) {
  test(`text has enough contrast when it is ${colorScheme} (WCAG 2.2, 4.5:1)`, () => withPage({ colorScheme }, async (page) => {
    for (const address of [base, searchFor(question), searchFor("несъществуващазаглавка", "&site=x.eu")]) {
      await page.goto(address);
      assert.deepEqual(await page.evaluate(faintTexts), [], address);
    }
  }));
}

/** In the page: texts whose contrast with what is behind them is below 4.5. */
function faintTexts() {
  const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    if (!own || element.closest("[aria-hidden=true], .hidden, .skip")) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(`${element.textContent.trim().slice(0, 30)}: ${((a + 0.05) / (b + 0.05)).toFixed(2)}`);
  }
  return faint;
}
