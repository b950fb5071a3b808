import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["*.test.mjs"],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Each file has an emulator of its own, so files may run side by side; tests within one plan faults one after another.
    fileParallelism: true,
    maxWorkers: 6,
  },
});
