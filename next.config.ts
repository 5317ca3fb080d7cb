import { readFileSync } from 'node:fs';
import type { NextConfig } from 'next';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

// The shell is static: with `output: 'export'`, Next writes the site itself into `distDir` and keeps its cache in `.next`.
const config: NextConfig = {
  output: 'export',
  distDir: 'app/out',
  // What an incident says of the page that it is about.
  env: { VERSION_PRODUIT: version },
  trailingSlash: true,
  reactStrictMode: true,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  // What jsPDF would load to draw HTML, images and SVG: our sheets are text and lines.
  webpack: (config: { resolve: { alias: Record<string, string | false> } }) => {
    Object.assign(config.resolve.alias, { canvg: false, html2canvas: false, dompurify: false });
    return config;
  },
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks'] },
  // Types are checked by `npm run types`, once, for all parts.
  typescript: { tsconfigPath: 'app/tsconfig.json', ignoreBuildErrors: true },
};

export default config;
