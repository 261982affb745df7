import type { InlineConfig } from 'vite';

/** How the pages are bundled: nothing inline, so that the content security policy needs no exception. */
export function viteOptions(outDir: string): InlineConfig {
  return {
    root: import.meta.dirname,
    configFile: false,
    envFile: false,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      manifest: 'manifest.json',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: ['chrome123', 'firefox128', 'safari18'],
      cssTarget: ['chrome123', 'firefox128', 'safari18'],
      reportCompressedSize: false,
      rolldownOptions: {
        input: 'index.html',
        onwarn: (warning, warn) => {
          // "use client" means nothing here, and every component of Base UI says it.
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
        },
      },
    },
  };
}
