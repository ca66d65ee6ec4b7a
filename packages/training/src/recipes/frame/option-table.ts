/** What a recipe can be told, as data: defaults, ranges and help come from one table. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** An option whose value is a number. */
export interface NumberOption {
  readonly kind: 'number';
  readonly value: number;
  readonly accepts: (value: number) => boolean;
  /** What {@link accepts} wants, in words. */
  readonly range: string;
  readonly about: string;
}

/** An option whose value is one of a few words. */
export interface ChoiceOption<Choice extends string = string> {
  readonly kind: 'choice';
  readonly value: Choice;
  readonly choices: readonly Choice[];
  readonly about: string;
}

/** An option whose value is any text, such as a name or a path; `undefined` if nobody says. */
export interface TextOption {
  readonly kind: 'text';
  readonly value: string | undefined;
  readonly about: string;
  /** What stands for the value in help, such as `name|file`. */
  readonly placeholder: string;
}

/** An option whose value is a number, which the recipe chooses by the others and the data if nobody says. */
export interface AutomaticOption extends Omit<NumberOption, 'kind' | 'value'> {
  readonly kind: 'automatic';
  readonly value: undefined;
}

/** Options by name. */
export type OptionTable = Readonly<
  Record<string, NumberOption | ChoiceOption | TextOption | AutomaticOption>
>;

/** The values that a table describes: plain data. */
export type OptionsOf<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends ChoiceOption<infer Choice>
    ? Choice
    : Table[Name] extends TextOption
      ? string | undefined
      : Table[Name] extends AutomaticOption
        ? number | undefined
        : number;
};

/** Values by the name of a preset; those not named keep their defaults. `shipped` makes what the project ships, if it does. */
export type Presets<Table extends OptionTable> = Readonly<
  Record<'quick' | 'paper', Partial<OptionsOf<Table>>>
> & { readonly shipped?: Partial<OptionsOf<Table>> };

const numberOption =
  (accepts: (value: number) => boolean, range: string) =>
  (value: number, about: string): NumberOption => ({ kind: 'number', value, accepts, range, about });

/** A whole number above 0. */
export const count = numberOption(
  (value) => Number.isSafeInteger(value) && value > 0,
  'a whole number above 0',
);
/** A whole number from 0. */
export const whole = numberOption(
  (value) => Number.isSafeInteger(value) && value >= 0,
  'a whole number from 0',
);
/** A whole number from 2. */
export const several = numberOption(
  (value) => Number.isSafeInteger(value) && value >= 2,
  'a whole number from 2',
);
/** A whole number with a middle. */
export const odd = numberOption((value) => value > 0 && value % 2 === 1, 'an odd number above 0');
/** A number above 0. */
export const positive = numberOption((value) => value > 0, 'above 0');
/** A number that is not negative. */
export const atLeastZero = numberOption((value) => value >= 0, 'at least 0');
/** A part of a whole that is not all of it. */
export const share = numberOption((value) => value >= 0 && value < 1, 'from 0 up to, but not including, 1');
/** A part of a whole that is neither nothing nor all. */
export const properShare = numberOption((value) => value > 0 && value < 1, 'above 0 and below 1');

/** A number of the same range that the recipe chooses if nobody says: `automatic(whole(0, '...'))`. */
export function automatic({ accepts, range, about }: NumberOption): AutomaticOption {
  return { kind: 'automatic', value: undefined, accepts, range, about };
}

/** One of a few words. */
export function choice<const Choice extends string>(
  value: NoInfer<Choice>,
  choices: readonly Choice[],
  about: string,
): ChoiceOption<Choice> {
  return { kind: 'choice', value, choices, about };
}

/** Any text. */
export function text(value: string | undefined, about: string, placeholder = 'text'): TextOption {
  return { kind: 'text', value, about, placeholder };
}

/** What every training run can be told. */
export const commonOptions = {
  steps: count(1200, 'training steps in all'),
  batch: count(16, 'pictures per step'),
  seed: whole(1, 'what all randomness is derived from'),
  learningRate: positive(1e-3, "the optimizer's, at its highest"),
  heldOut: properShare(0.1, 'share of the pictures to judge by'),
  validateEvery: count(100, 'steps between validations'),
  checkpointEvery: count(100, 'steps between checkpoints'),
} as const satisfies OptionTable;

/** The default of every option. */
export function defaultsOf<Table extends OptionTable>(table: Table): OptionsOf<Table> {
  const entries = Object.entries(table).map(([name, { value }]) => [name, value] as const);
  return Object.fromEntries(entries) as OptionsOf<Table>;
}

/**
 * The options with the values of a preset and their defaults.
 *
 * @param given what was said: names that are not in the table are not taken.
 * @throws DiopterError `invalid-option` for a value out of its range.
 *
 * @example
 * resolveOptions({ steps: count(1200, 'training steps') }, {}, { steps: 50 }); // { steps: 50 }
 */
export function resolveOptions<Table extends OptionTable>(
  table: Table,
  preset: Partial<OptionsOf<Table>>,
  given: Readonly<Record<string, unknown>>,
): OptionsOf<Table> {
  const said = (name: string) => given[name] ?? preset[name];
  const entries = Object.entries(table).map(([name, option]) => {
    const value = said(name) ?? option.value;
    const range = rangeIfWrong(option, value);
    if (range === undefined) return [name, value] as const;
    throw new DiopterError('invalid-option', { what: `${value} is not ${range}`, where: `option ${name}` });
  });
  return Object.fromEntries(entries) as OptionsOf<Table>;
}

/** What the value should have been; `undefined` if it is right. */
function rangeIfWrong(option: OptionTable[string], value: unknown): string | undefined {
  switch (option.kind) {
    case 'number':
      return Number.isFinite(value) && option.accepts(value as number) ? undefined : option.range;
    case 'automatic':
      return value === undefined ? undefined : rangeIfWrong({ ...option, kind: 'number', value: 0 }, value);
    case 'choice':
      return option.choices.includes(value as string) ? undefined : `one of ${option.choices.join(', ')}`;
    case 'text':
      return value === undefined || typeof value === 'string' ? undefined : 'a text';
  }
}
