import react from "@vitejs/plugin-react";
import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  // The workspace's SDK is compiled from its sources: one build, one source map.
  resolve: { conditions: ["source", ...defaultClientConditions] },
  // Tests run in Node, for which Vite resolves by conditions of their own.
  ssr: { resolve: { conditions: ["source", ...defaultServerConditions] } },
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1" },
  build: { target: "es2022", sourcemap: true },
  // Tests with a page to themselves are busy for a second; a shared machine makes that several.
  test: { include: ["test/**/*.test.{ts,tsx}"], testTimeout: 30_000 },
});
