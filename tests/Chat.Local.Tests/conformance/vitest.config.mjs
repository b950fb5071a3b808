import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["*.test.mjs"],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Each file has an emulator of its own, so files may run side by side. Tests within one run one after another:
    // the faults they plan would meet each other.
    fileParallelism: true,
    maxWorkers: 6,
  },
});
