// What Lighthouse thinks of pages, on a telephone: `node .ci/lighthouse.mjs [--quick] [--runs 3] [--json] ADDRESS …`
//
// An address without a path stands for home, list, event and guide in both languages. A score is the median of the runs,
// which take the pages in another order each time, one after the other. `--quick` leaves speed out, which a busy machine
// spoils, and so need not wait for a page to come to rest. Ends with 1 where anything is less than 100.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";

const TOOLS = process.env.LIGHTHOUSE_TOOLS ?? new URL("../var/tools/", import.meta.url).pathname;
const CHROME = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const AT_ONCE = { pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 0, cpuQuietThresholdMs: 0 };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    runs: { type: "string", default: "1" },
  },
});

async function tool(name) {
  const beside = `${TOOLS}/node_modules/${name}/package.json`;
  if (!existsSync(beside)) throw new Error(`There is no ${beside}: .ci/run and .ci/lighthouse install it.`);
  const described = JSON.parse(readFileSync(beside, "utf8"));
  const main = described.exports?.["."]?.import ?? described.exports?.["."] ?? described.main;
  return import(pathToFileURL(createRequire(beside).resolve(`./${typeof main === "string" ? main : described.main}`)));
}

const text = async (address) => (await fetch(address)).text();

function found(html, pattern, where) {
  const match = html.match(pattern);
  if (!match) throw new Error(`${where} holds no ${pattern}`);
  return match[1];
}

async function pagesOf(origin) {
  const list = `${origin}/en/events/`, guides = `${origin}/en/guides/`;
  const english = {
    home: `${origin}/en/`,
    list,
    event: origin + found(await text(list), /href="(\/en\/events\/\d+-[^"/]+\/)"/, list),
    guide: origin + found(await text(guides), /href="(\/en\/guides\/\d+-[^"/]+\/)"/, guides),
  };
  const twin = async (address) => found(await text(address), /hreflang="es" href="([^"]+)"/, address);
  const spanish = Object.entries(english).map(async ([name, address]) => [`${name}, es`, await twin(address)]);
  return Object.fromEntries([...Object.entries(english).map(([name, at]) => [`${name}, en`, at]), ...(await Promise.all(spanish))]);
}

/** A busy machine makes Chromium lose a trace now and then; that says nothing of the page. */
async function report(address, port, triesLeft = 3) {
  const { lhr } = await lighthouse(address, { port, ...settings });
  if (!lhr.runtimeError) return lhr;
  if (triesLeft > 1) return report(address, port, triesLeft - 1);
  throw new Error(`${address}: ${lhr.runtimeError.message}`);
}

const median = (numbers) => numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** What keeps a category from 100, in Lighthouse's words. */
const faults = (lhr, category) => lhr.categories[category].auditRefs
  .filter(({ weight }) => weight)
  .map(({ id }) => lhr.audits[id])
  .filter(({ score }) => score !== null && score < 1)
  .map(({ title, displayValue }) => [title, displayValue].filter(Boolean).join(": "));

const { default: lighthouse } = await tool("lighthouse");
const { launch } = await tool("chrome-launcher");
const [first] = positionals;
const pages = positionals.length === 1 && new URL(first).pathname === "/"
  ? await pagesOf(new URL(first).origin)
  : Object.fromEntries(positionals.map((address) => [address, address]));
const onlyCategories = options.quick ? CATEGORIES.slice(1) : CATEGORIES;
const settings = {
  onlyCategories, disableFullPageScreenshot: true, logLevel: "silent",
  ...(options.quick ? AT_ONCE : {}),
};

const chrome = await launch({ chromeFlags: CHROME, chromePath: process.env.CHROME_PATH, logLevel: "silent" });
const scores = {}, reasons = {};
try {
  for (let run = 0; run < Number(options.runs); run += 1) {
    const order = Object.keys(pages).map((name) => [Math.random(), name]).sort(([one], [other]) => one - other);
    for (const [, name] of order) {
      const lhr = await report(pages[name], chrome.port);
      for (const category of onlyCategories) {
        const score = Math.round((lhr.categories[category].score ?? 0) * 100);
        ((scores[name] ??= {})[category] ??= []).push(score);
        reasons[name] ??= new Set();
        if (score < 100) faults(lhr, category).forEach((words) => reasons[name].add(`${category}: ${words}`));
      }
    }
  }
} finally {
  chrome.kill();
}

const results = Object.keys(pages).map((name) => ({
  name, address: pages[name],
  scores: Object.fromEntries(onlyCategories.map((category) => [category, median(scores[name][category])])),
  faults: [...reasons[name]],
}));
if (options.json) console.log(JSON.stringify(results));
else {
  console.log(`| page | ${onlyCategories.join(" | ")} |\n| --- |${" ---: |".repeat(onlyCategories.length)}`);
  for (const result of results) console.log(`| ${result.name} | ${Object.values(result.scores).join(" | ")} |`);
  for (const result of results) for (const words of result.faults) console.log(`${result.name}: ${words}`);
}
process.exitCode = results.every((result) => Object.values(result.scores).every((score) => score === 100)) ? 0 : 1;
