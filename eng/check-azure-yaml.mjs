// Holds azure.yaml to azd's published schema (JSON Schema 2019-09). It asks the network for the schema and the validator: for the
// workflow, not for `dotnet test`, which has a stricter schema of its own.
//   node eng/check-azure-yaml.mjs azure.yaml [schema.json]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [file, schemaFile] = process.argv.slice(2);
const address = "https://raw.githubusercontent.com/Azure/azure-dev/main/schemas/v1.0/azure.yaml.json";

const packages = mkdtempSync(join(tmpdir(), "azure-yaml-"));
execFileSync("npm", ["install", "--no-save", "--silent", "--prefix", packages, "ajv@8", "ajv-formats@3", "yaml@2"], { stdio: "inherit" });
const require = createRequire(join(packages, "package.json"));
const Ajv = require("ajv/dist/2019").default;
const addFormats = require("ajv-formats").default;
const { parse } = require("yaml");

const schema = JSON.parse(schemaFile ? readFileSync(schemaFile, "utf8") : await (await fetch(address)).text());
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
// Schemas of azd's extensions, which nothing here uses: anything is right to them.
const external = new Set([...JSON.stringify(schema).matchAll(/"\$ref":"(https?:[^"#]+)/g)].map((match) => match[1]));
external.forEach((reference) => ajv.addSchema({}, reference));

const validate = ajv.compile(schema);
if (!validate(parse(readFileSync(file, "utf8")))) {
  console.error(ajv.errorsText(validate.errors, { separator: "\n" }));
  process.exit(1);
}
