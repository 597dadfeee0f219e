// The tour (JSON on standard input) -> fixtures in the folder that is named, by nock.back of nock 14 and of nock 13.
// Called by ../record_node.py.

import { readFileSync } from "node:fs";
import http from "node:http";

const stages = JSON.parse(readFileSync(0, "utf8"));
const folder = process.argv[2];

function send({ method, url, headers, body }) {
  return new Promise((resolve, reject) => {
    const length = body ? { "Content-Length": Buffer.byteLength(body) } : {};
    const request = http.request(url, { method, headers: { ...headers, ...length } }, (response) => {
      response.on("data", () => {});
      response.on("end", () => resolve(response));
    });
    request.on("error", reject);
    request.end(body || undefined);
  });
}

async function record(nock, names, suffix, recorder) {
  nock.back.fixtures = folder;
  nock.back.setMode("record");
  for (const name of names) {
    const { nockDone } = await nock.back(`${name}${suffix}.json`, { recorder });
    for (const step of stages[name]) {
      const { headers } = await send(step);
      if (headers.location) await send({ method: "GET", url: headers.location, headers: {}, body: "" });
    }
    await new Promise(setImmediate); // nock 14 writes an answer down after it was read
    nockDone();
  }
  nock.restore();
  nock.recorder.clear();
}

await record((await import("nock13")).default, ["session"], "_nock13", { enable_reqheaders_recording: true });
await record((await import("nock")).default, Object.keys(stages), "", {});
