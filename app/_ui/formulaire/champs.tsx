'use client';

import {
  Checkbox,
  type CheckboxProps,
  NativeSelect,
  type NativeSelectProps,
  type PasswordInputProps,
  SegmentedControl,
  type SegmentedControlProps,
  Textarea,
  type TextareaProps,
  TextInput,
  type TextInputProps,
} from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { dateLongueEtAnnee } from '#shared/mots/dates';
import { dateExiste } from '#shared/temps/paris';
import { type Lie, useChamp } from './champ';
import { Secret } from './secret';
import type { Formulaire } from './use-formulaire';

/** What the form gives by itself. */
type Sans<P> = Omit<P, 'value' | 'defaultValue' | 'onChange' | 'error' | 'name' | 'checked' | 'defaultChecked'>;

/** What every field that holds a text is given. */
const useTexte = <T,>(de: Formulaire<T>, nom: string) => {
  const { valeur, changer, erreur, ref } = useChamp<string>(de.form.control, nom);
  const onChange = (ev: { currentTarget: { value: string } }): void => changer(ev.currentTarget.value);
  return { ref, name: nom, value: valeur, error: erreur, onChange };
};

/** A line of text, an hour as one types it. */
export const ChampTexte = <T,>({ de, nom, ...props }: Sans<TextInputProps> & Lie<T, string>) => {
  const texte = useTexte(de, nom);
  return <TextInput {...props} {...texte} />;
};

type DateProps = Omit<Sans<TextInputProps>, 'type' | 'description'> & {
  /** What is said of it while it is empty. */
  description?: string | undefined;
};

/** « 20 h 30 » of `20:30`. */
const heureTapee = (v: string): string | undefined => {
  const lue = /^(\d\d):(\d\d)/.exec(v);
  return lue ? `${Number(lue[1])}\u00a0h\u00a0${lue[2]}` : undefined;
};

/** A browser draws them in its own language, which may put the month first, or count hours to twelve. */
const EN_FRANCAIS = {
  date: (v) => (dateExiste(v) ? dateLongueEtAnnee(v) : undefined),
  time: (v) => heureTapee(v),
  'datetime-local': (v) => {
    const [date = '', h = ''] = v.split('T');
    const dite = heureTapee(h);
    return dateExiste(date) && dite ? `${dateLongueEtAnnee(date)}, ${dite}` : undefined;
  },
} as const satisfies Record<string, (valeur: string) => string | undefined>;
type Sorte = keyof typeof EN_FRANCAIS;

/** Of a row of fields that stand on one line by their feet: what is said of one is over it. */
export const AU_DESSUS: ('label' | 'description' | 'input' | 'error')[] = ['label', 'description', 'input', 'error'];

/** Holds the line of a description, so that the labels of a row stay level, where this field has none. */
export const SANS_MOT = '\u00a0';

/** A field that the browser draws: under it, what it holds is in French words. */
export const enFrancais = (type: Sorte, valeur: string, description = SANS_MOT) =>
  ({
    type,
    inputWrapperOrder: ['label', 'input', 'description', 'error'],
    description: EN_FRANCAIS[type](valeur) ?? description,
  }) satisfies TextInputProps;

const champDuNavigateur =
  (type: Sorte) =>
  <T,>({ de, nom, description, ...props }: DateProps & Lie<T, string>) => {
    const texte = useTexte(de, nom);
    return <TextInput {...enFrancais(type, texte.value, description)} {...props} {...texte} />;
  };

/** A civil date. */
export const ChampDate = champDuNavigateur('date');
/** An hour of the clock. */
export const ChampHorloge = champDuNavigateur('time');
/** A date with its hour. */
export const ChampMoment = champDuNavigateur('datetime-local');

/** What a field of words says of its keys. */
export const A_LA_LIGNE = 'Maj + Entrée va à la ligne';

type LongProps = Omit<Sans<TextareaProps>, 'description'> & {
  description?: string;
  /** A text of lines, where Entrée goes to the next one; else Entrée sends, as from any field. */
  lignes?: boolean;
};

/** Several lines. */
export const ChampLong = <T,>({ de, nom, lignes = false, description, ...props }: LongProps & Lie<T, string>) => {
  const texte = useTexte(de, nom);
  const dites = lignes ? description : [...(description ? [description] : []), `${A_LA_LIGNE}.`].join(' ');
  return <Textarea autosize {...props} {...texte} description={dites} {...(lignes ? { 'data-lignes': true } : {})} />;
};

/** A password or a code. `quoi`: what its button shows or hides. */
export const ChampSecret = <T,>({
  de,
  nom,
  ...props
}: Sans<PasswordInputProps> & Lie<T, string> & { quoi?: string }) => {
  const texte = useTexte(de, nom);
  return <Secret {...props} {...texte} />;
};

/** One of a short list, by the browser's own. */
export const ChampListe = <T,>({ de, nom, ...props }: Sans<NativeSelectProps> & Lie<T, string>) => {
  const texte = useTexte(de, nom);
  return <NativeSelect {...props} {...texte} />;
};

/** One of a few, all in sight. */
export const ChampSegments = <T,>({ de, nom, ...props }: Sans<SegmentedControlProps> & Lie<T, string>) => {
  const { valeur, changer } = useChamp<string>(de.form.control, nom);
  return <SegmentedControl {...props} value={valeur} onChange={changer} />;
};

export const ChampCase = <T,>({ de, nom, ...props }: Sans<CheckboxProps> & Lie<T, boolean>) => {
  const { valeur, changer, erreur, ref } = useChamp<boolean>(de.form.control, nom);
  return (
    <Checkbox
      {...props}
      ref={ref}
      name={nom}
      checked={valeur}
      error={erreur}
      onChange={(ev) => changer(ev.currentTarget.checked)}
    />
  );
};

type LieProps<T, N extends keyof T & string> = {
  de: Formulaire<T>;
  nom: N;
  children: (champ: { valeur: T[N]; changer: (v: T[N]) => void; erreur: string | undefined }) => ReactNode;
};

/** Any other field: a person, a motif, several values together. One that holds a text of its own begins again with the form. */
export const Champ = <T, N extends keyof T & string>({ de, nom, children }: LieProps<T, N>) => {
  const champ = useChamp<T[N]>(de.form.control, nom);
  return <Fragment key={de.tour}>{children(champ)}</Fragment>;
};
