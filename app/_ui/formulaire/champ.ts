'use client';

import { type Control, type FieldValues, useController } from 'react-hook-form';
import type { Formulaire } from './use-formulaire';

/** The fields of `T` that hold a `V`. */
export type NomDe<T, V> = { [K in keyof T & string]: T[K] extends V ? K : never }[keyof T & string];

/** Of a bound field: the form that it is of, and which it is. */
export type Lie<T, V> = { de: Formulaire<T>; nom: NomDe<T, V> };

/** What a field shows, what it does when one types in it, and what is wrong with it; it is drawn again by nothing else. */
export const useChamp = <V>(control: Control<FieldValues>, nom: string) => {
  const { field, fieldState } = useController({ control, name: nom });
  return {
    valeur: field.value as V,
    changer: (valeur: V): void => field.onChange(valeur),
    erreur: fieldState.error?.message,
    ref: field.ref,
  };
};
