/** VitePress: the site's navigation, search and generated parts. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { writeForPrograms } from './llms.js';
import { sections } from './pages.js';

const reference = JSON.parse(
  readFileSync(join(import.meta.dirname, '../reference/typedoc-sidebar.json'), 'utf8'),
);

export default defineConfig({
  title: 'Diopter',
  description: 'Training images to look right, in TypeScript, compiled to ONNX Runtime.',
  cleanUrls: true,
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/guide/getting-started' },
      { text: 'Reference', link: '/reference/' },
    ],
    sidebar: {
      '/': sections.map(({ text, items }) => ({
        text,
        items: items.map((page) => ({ text: page.text, link: page.link })),
      })),
      '/reference/': [{ text: 'Reference', link: '/reference/', items: reference }],
    },
    outline: [2, 3],
    search: { provider: 'local' },
  },
  buildEnd: ({ srcDir, outDir }) => writeForPrograms(srcDir, outDir),
});
