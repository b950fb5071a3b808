import react from "@vitejs/plugin-react";
import { defaultClientConditions } from "vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  // The workspace's SDK is compiled from its sources: one build, one source map.
  resolve: { conditions: ["source", ...defaultClientConditions] },
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1" },
  build: { target: "es2022", sourcemap: true },
  test: { include: ["test/**/*.test.ts"] },
});
