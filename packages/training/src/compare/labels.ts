/** Names of models as people see them. */

/** The models' names; where two are equal, their folders. */
export function modelLabels(models: readonly { readonly name: string; readonly run: string }[]): string[] {
  return models.map(({ name, run }) =>
    models.filter((other) => other.name === name).length > 1 ? run : name,
  );
}
