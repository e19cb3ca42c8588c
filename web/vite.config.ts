import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// `npm run dev` serves the page itself and hands everything else to a running server.
const server = process.env["RINGWELL_ORIGIN"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: { target: "es2023", manifest: true, sourcemap: false, chunkSizeWarningLimit: 700 },
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api": { target: server },
      "/live": { target: server, ws: true },
      "/ws": { target: server, ws: true },
    },
  },
  test: {
    environment: "jsdom",
    // A machine that runs other checks beside these is slow, not wrong.
    testTimeout: 30_000,
    setupFiles: ["./src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
