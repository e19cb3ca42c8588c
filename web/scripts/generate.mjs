// The page's wire types, made from the server's own definitions: `npm run generate` after a change of the protocol.
// RINGWELL_PYTHON names the interpreter that has ringwell installed.
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";
import openapi, { astToString } from "openapi-typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));
const protocol = fileURLToPath(new URL("../src/protocol/", import.meta.url));
const python = process.env.RINGWELL_PYTHON ?? `${root}.venv/bin/python`;
const banner = "// Made by `npm run generate` from the server's definitions. Do not edit.\n\n";

function ask(...args) {
  return execFileSync(python, args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}

const wire = JSON.parse(ask("web/scripts/wire_schema.py"));
const options = {
  bannerComment: "",
  additionalProperties: false,
  unreachableDefinitions: true,
  format: true,
};
writeFileSync(`${protocol}live.gen.ts`, banner + (await compile(wire, "LiveWire", options)));

if (existsSync(`${root}src/ringwell/adapters/web/openapi.py`)) {
  const document = JSON.parse(ask("-m", "ringwell.adapters.web.openapi"));
  writeFileSync(`${protocol}api.gen.ts`, banner + astToString(await openapi(document)));
}
