// Reads WARC files with a reader that this project did not write, and checks every payload digest. sample_crawl_test runs it where
// Node and warcio are there; by hand:
//
//   npm ci && node read_with_warcio.mjs ARCHIVE/*.warc.gz
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { WARCParser } from "warcio";

const counts = {};
let checked = 0;
for (const file of process.argv.slice(2)) {
  const parser = new WARCParser(createReadStream(file));
  for await (const record of parser) {
    counts[record.warcType] = (counts[record.warcType] ?? 0) + 1;
    const payload = await record.readFully(false);
    const wanted = record.warcHeaders.headers.get("WARC-Payload-Digest");
    if (!wanted || record.warcType === "revisit") continue;
    const found = "sha256:" + createHash("sha256").update(payload).digest("hex");
    if (found !== wanted) throw new Error(`${file} at byte ${parser.offset}: ${found}, not ${wanted}`);
    ++checked;
  }
}
console.log(counts, `${checked} digests checked`);
