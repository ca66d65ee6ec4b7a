/** A TypeDoc plugin that names each module as it is imported, not after its file. */

import { Converter, ReflectionKind } from 'typedoc';
import { publicPackages } from '../../tools/workspace.mjs';
import { moduleName, sourceOf, subpathsOf } from './subpaths.mjs';

/** @param {import('typedoc').Application} app */
export function load(app) {
  const names = new Map(
    publicPackages().flatMap((entry) =>
      subpathsOf(entry).map((subpath) => [sourceOf(entry, subpath), moduleName(entry, subpath)]),
    ),
  );
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_context, reflection) => {
    if (!reflection.kindOf(ReflectionKind.Module)) return;
    const file = reflection.project.getSymbolIdFromReflection(reflection)?.fileName;
    reflection.name = names.get(file) ?? reflection.name;
  });
}
