// Reads the records once. The templates import this rather than go through Eleventy's data cascade, which hands every
// page a deep copy of all global data and is the slower way.
import fs from "node:fs";

const data = new URL("data/", import.meta.url);
const json = (path) => JSON.parse(fs.readFileSync(new URL(path, data), "utf8"));

export const languages = json("languages.json");
export const sites = Object.fromEntries(languages.map((lang) => [lang, json(`${lang}/site.json`)]));
export const records = Object.fromEntries(languages.map((lang) => [lang, Object.fromEntries(
  fs.readdirSync(new URL(`${lang}/codes/`, data)).sort().map((file) => [file.slice(0, -5), json(`${lang}/codes/${file}`)]))]));
export const codes = Object.keys(records[languages[0]]);
export const pairs = codes.flatMap((a, i) => codes.slice(i + 1).map((b) => [a, b]));
