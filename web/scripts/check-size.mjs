// The first screen of each role, compressed, must stay small: 600 kB at most, fonts of the heaviest language included.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 600;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const screens = {
  agent: ["src/agent/AgentShell.tsx", "src/agent/Desk.tsx"],
  supervisor: ["src/supervisor/Board.tsx"],
  administrator: ["src/firstrun/Start.tsx"],
};
const languages = ["en", "ru", "pl"];

function collect(entry, files) {
  const chunk = manifest[entry];
  if (chunk === undefined) throw new Error(`the build has no ${entry}`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const imported of chunk.imports ?? []) collect(imported, files);
}

function kilobytes(file) {
  const bytes = readFileSync(new URL(file, dist));
  return (file.endsWith(".woff2") ? bytes : gzipSync(bytes)).length / 1000;
}

function fontsOf(language) {
  const wanted = { en: /latin-wght/, ru: /latin-wght|cyrillic/, pl: /latin-wght|latin-ext/ }[language];
  return (manifest["index.html"].assets ?? []).filter((file) => file.endsWith(".woff2") && wanted.test(file));
}

let failed = false;
for (const [role, entries] of Object.entries(screens)) {
  const sizes = languages.map((language) => {
    const files = new Set(fontsOf(language));
    for (const entry of ["index.html", `src/i18n/text/${language}/index.ts`, ...entries])
      collect(entry, files);
    return [...files].reduce((sum, file) => sum + kilobytes(file), 0);
  });
  const worst = Math.max(...sizes);
  failed ||= worst > LIMIT_KB;
  console.log(`first screen, ${role}: ${Math.round(worst)} kB of ${LIMIT_KB}`);
}
process.exit(failed ? 1 : 0);
