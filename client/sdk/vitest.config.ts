import { defineConfig } from "vitest/config";

export default defineConfig({
  // Property tests are busy for a second; a shared machine makes that several.
  test: { include: ["test/**/*.test.ts"], testTimeout: 30_000 },
});
