// The sample server's origin (in the tour, JSON on standard input) -> HAR files in the folder that is named, by
// Playwright with Debian's Chromium. Called by ../record_node.py.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const { chromium } = createRequire(import.meta.url)("playwright-core");
const stages = JSON.parse(readFileSync(0, "utf8"));
const folder = process.argv[2];
const { origin } = new URL(stages.chat[0].url);
const quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: quiet });

async function record(name, options, steps) {
  const context = await browser.newContext({
    userAgent: "sample-browser",
    recordHar: { path: path.join(folder, name), ...options },
  });
  const page = await context.newPage();
  await page.goto(`${origin}/site/tides`);
  for (const step of steps) {
    await page.evaluate(async ({ method, url, headers, body }) => {
      delete headers["Accept-Encoding"]; // a page may not set it
      await (await fetch(url, { method, headers, body: body || undefined })).arrayBuffer();
    }, step);
  }
  await context.close();
}

const { website, chat, gzip } = stages;
const image = website.find(({ url }) => url.endsWith(".png"));
await record("embedded.har", { content: "embed" }, [website[2], image, gzip[1]]);
await record("minimal.har", { content: "embed", mode: "minimal" }, [website[0]]);
await record("attached.har", { content: "attach" }, [image, chat[1]]);
await record("zipped.zip", { content: "attach" }, [image, chat[1]]);
await browser.close();
