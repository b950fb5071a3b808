import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";

const read = (path: string) => readFile(new URL(path, import.meta.url), "utf8");

it("The documentation's example is the one that the compiler checks", async () => {
  const documentation = await read("../../../docs/client-sdk.md");
  expect(documentation).toContain("```ts\n" + (await read("../examples/terminal.ts")) + "```");
});
