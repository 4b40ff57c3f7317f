import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { playbooksPlugin } from "../lib/console/playbooks-plugin.ts";

/** `vite` alone serves the console while somebody works on it; the API behind it is that of `npm start`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), playbooksPlugin()],
  server: { host: "127.0.0.1", proxy: { "/api": "http://127.0.0.1:4000", "/local": "http://127.0.0.1:4000" } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // Nothing is inlined as data: the content-security policy lets scripts and styles come from files only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
});
