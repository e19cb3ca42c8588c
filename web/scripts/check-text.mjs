// Every key in all three languages, the same parameters in each, plural forms complete, and no key that no code uses.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, TYPE } from "@formatjs/icu-messageformat-parser";

const source = new URL("../src/", import.meta.url).pathname;
const texts = join(source, "i18n/text");
const languages = ["en", "ru", "pl"];
const faults = [];

function load(language) {
  const folder = join(texts, language);
  const all = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    const area = file.slice(0, -".json".length);
    for (const [key, message] of Object.entries(JSON.parse(readFileSync(join(folder, file), "utf8")))) {
      if (all.has(key)) faults.push(`${language}: ${key} stands twice`);
      if (!key.startsWith(`${area}.`)) faults.push(`${language}/${file}: ${key} must begin with "${area}."`);
      all.set(key, message);
    }
  }
  return all;
}

function walk(elements, found, language, key) {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    found.add(element.value);
    if (element.type !== TYPE.plural && element.type !== TYPE.select) continue;
    if (element.type === TYPE.plural) {
      const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const missing = wanted.filter((form) => !(form in element.options));
      if (missing.length > 0) faults.push(`${language}: ${key} lacks plural forms ${missing.join(", ")}`);
    }
    for (const option of Object.values(element.options)) walk(option.value, found, language, key);
  }
  return found;
}

function parameters(message, language, key) {
  try {
    return [...walk(parse(message, { ignoreTag: true }), new Set(), language, key)].sort().join(", ");
  } catch (error) {
    faults.push(`${language}: ${key} is not a valid message (${error.message})`);
    return "";
  }
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

const catalogues = new Map(languages.map((language) => [language, load(language)]));
const english = catalogues.get("en");
for (const [language, catalogue] of catalogues) {
  for (const key of english.keys()) if (!catalogue.has(key)) faults.push(`${language}: ${key} is missing`);
  for (const [key, message] of catalogue) {
    if (!english.has(key)) faults.push(`${language}: ${key} is not in English`);
    else if (message.trim() === "") faults.push(`${language}: ${key} is empty`);
    else if (parameters(message, language, key) !== parameters(english.get(key), "en", key))
      faults.push(`${language}: ${key} has other parameters than English`);
  }
}

const code = files(source)
  .filter((name) => /\.tsx?$/.test(name) && !name.includes(".test.") && !name.startsWith(texts))
  .map((name) => readFileSync(name, "utf8"))
  .join("\n");
const literal = new Set(
  [...code.matchAll(/["'`]([a-z]+(?:\.[A-Za-z0-9_]+)+)["'`]/g)].map((match) => match[1]),
);
const prefixes = [...code.matchAll(/`([a-z]+(?:\.[A-Za-z0-9_]+)*[._])\$\{/g)].map((match) => match[1]);
for (const key of english.keys())
  if (!literal.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))
    faults.push(`${key} is used nowhere`);

for (const fault of new Set(faults)) console.error(fault);
console.log(`texts: ${english.size} keys, ${languages.length} languages, ${new Set(faults).size} faults`);
process.exit(faults.length > 0 ? 1 : 0);
