/** TypeDoc: every subpath that a published package exports is a module of the reference. */

import { publicPackages } from '../../tools/workspace.mjs';
import { sourceOf, subpathsOf } from './subpaths.mjs';

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  entryPoints: publicPackages().flatMap((entry) =>
    subpathsOf(entry).map((subpath) => sourceOf(entry, subpath)),
  ),
  tsconfig: 'tsconfig.json',
  plugin: ['typedoc-plugin-markdown', 'typedoc-vitepress-theme', './module-names.mjs'],
  out: 'reference',
  docsRoot: '.',
  router: 'module',
  name: 'Reference',
  pageTitleTemplates: { module: ({ name }) => `@diopter/${name}` },
  groupOrder: ['Functions', 'Classes', 'Variables', 'Interfaces', 'Type Aliases'],
  readme: 'none',
  // The compiler has checked the sources before, with each package's own settings.
  skipErrorChecking: true,
  excludeInternal: true,
  excludePrivate: true,
  disableSources: true,
  disableGit: true,
  validation: { notExported: false, invalidLink: true, notDocumented: false },
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  useCodeBlocks: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
};
