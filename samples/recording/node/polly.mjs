// The tour (JSON on standard input) -> recordings in the folder that is named, by Polly.js with its persister for files.
// Called by ../record_node.py.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import http from "node:http";

const require = createRequire(import.meta.url);
const { Polly } = require("@pollyjs/core");
const HttpAdapter = require("@pollyjs/adapter-node-http");
const FetchAdapter = require("@pollyjs/adapter-fetch");
const FSPersister = require("@pollyjs/persister-fs");
for (const part of [HttpAdapter, FetchAdapter, FSPersister]) Polly.register(part);

const stages = JSON.parse(readFileSync(0, "utf8"));
const recordingsDir = process.argv[2];

function sendByHttp({ method, url, headers, body }) {
  return new Promise((resolve, reject) => {
    const length = body ? { "Content-Length": Buffer.byteLength(body) } : {};
    const request = http.request(url, { method, headers: { ...headers, ...length } }, (response) => {
      response.on("data", () => {});
      response.on("end", () => resolve(response.headers.location));
    });
    request.on("error", reject);
    request.end(body || undefined);
  });
}

async function sendByFetch({ method, url, headers, body }) {
  const response = await fetch(url, { method, headers, body: body || undefined });
  await response.arrayBuffer();
}

async function record(name, steps, adapter, send) {
  const polly = new Polly(name, {
    mode: "record",
    adapters: [adapter],
    persister: "fs",
    persisterOptions: { fs: { recordingsDir } },
    recordFailedRequests: true,
    logLevel: "silent",
  });
  polly.server.any().on("beforePersist", (_, entry) => {
    entry.startedDateTime = "2025-11-04T09:30:00.000Z";
    entry.timings.wait = entry.time = 25;
  });
  for (const step of steps) {
    const location = await send(step);
    if (location) await send({ method: "GET", url: location, headers: {}, body: "" });
  }
  await polly.stop();
}

const { website, session, chat, gzip, feed } = stages;
const visits = website.filter(({ url }) => /search|latin1|chart|old/.test(url));
for (const [name, steps] of Object.entries({ website: visits, session: [session[0], session[2]], chat, gzip: [gzip[1]], feed })) {
  await record(name, steps, "node-http", sendByHttp);
}
await record("by fetch", [gzip[0], visits[2]], "fetch", sendByFetch);
