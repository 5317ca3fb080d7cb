'use client';

import { type BaseSyntheticEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { type FieldValues, type UseFormReturn, useForm, useFormState, useWatch } from 'react-hook-form';
import { montrer } from '../montrer';
import type { Erreurs } from './erreurs';
import { creerNoyau, type Ecriture, type Garde, type Gestes, type Id, type Laissee } from './noyau';

type Options<T, V> = Gestes<T, V> & {
  /** What the form says by itself; read once. */
  depart: () => T;
  brouillon?: Garde | undefined;
  /** Choices, or a word that confirms: nothing is lost where they are left. */
  sansPerte?: boolean | undefined;
};

/** `T`: its fields, as they are typed. */
export type Formulaire<T> = {
  form: UseFormReturn<FieldValues>;
  element: RefObject<HTMLFormElement | null>;
  /** Entrée, or its button. */
  soumettre: (ev?: BaseSyntheticEvent) => Promise<void>;
  /** Another gesture of it, which asks nothing of the reader. `encore`: it leaves the form open. */
  agir: (travail: (id: Id) => Ecriture<T>, encore?: boolean) => void;
  /** A writing goes on. */
  readonly enCours: boolean;
  /** Something is typed that is not sent. */
  readonly entamee: boolean;
  /** What becomes of what is typed, left so. */
  laissee: () => Laissee;
  /** It was typed before the form was opened. */
  reprise: boolean;
  effacer: () => void;
  /** What something beside the form refuses, by field; undefined takes back all that is refused. */
  refuser: (erreurs: Erreurs<T> | undefined) => void;
  valeurs: () => T;
  poser: (partie: Partial<T>) => void;
  arrive: (nouvelles: T) => void;
  /** Another each time that it is wiped: for fields that hold a text of their own. */
  tour: number;
};

/** A form: its fields are drawn alone, each by `ChampTexte` and the others; what it reads, what it writes, its draft. */
export const useFormulaire = <T extends FieldValues, V>({
  depart,
  brouillon,
  sansPerte = false,
  ...gestes
}: Options<T, V>): Formulaire<T> => {
  const [noyau] = useState(() => creerNoyau(depart(), brouillon));
  const form = useForm<FieldValues>({ ...noyau.options, formControl: noyau.formControl });
  const element = useRef<HTMLFormElement>(null);
  const [etat, setEtat] = useState({ reprise: noyau.reprise, tour: 0 });
  const [entamee, setEntamee] = useState(noyau.entamee);
  // Who does not read it is not drawn again for it.
  const suivie = useRef(false);
  const [agit, setAgit] = useState(false);
  const agis = useRef(0);
  const [finies, setFinies] = useState({ fois: 0, refusee: false });

  useEffect(
    () =>
      noyau.formControl.subscribe({
        formState: { values: true },
        callback: ({ errors }) => {
          noyau.suivre(errors ?? {});
          if (suivie.current) setEntamee(noyau.entamee());
        },
      }),
    [noyau],
  );
  // A refusal is answered where it is: the first field in error takes the focus, and its sentence is read with it.
  useEffect(() => {
    if (finies.fois === 0) return;
    const fautif = finies.refusee ? element.current?.querySelector<HTMLElement>('[aria-invalid="true"]') : undefined;
    // The button was out of reach while it sent, and has lost it: the next key is for it still, where the form stays.
    const bouton = document.activeElement === document.body ? '[type="submit"]' : undefined;
    (fautif ?? (bouton && element.current?.querySelector<HTMLElement>(bouton)))?.focus();
    // Of the form as a whole: read before the next key answers it.
    if (finies.refusee && !fautif) montrer(element.current?.querySelector('[data-refus]'));
  }, [finies]);
  const dire = (refusee: boolean): void => setFinies(({ fois }) => ({ fois: fois + 1, refusee }));

  const formulaire: Formulaire<T> = {
    ...etat,
    form,
    element,
    get entamee() {
      suivie.current = true;
      return entamee;
    },
    laissee: () => {
      const dite = noyau.laissee();
      return sansPerte && dite === 'PERDUE' ? 'RIEN' : dite;
    },
    get enCours() {
      return agit || form.formState.isSubmitting;
    },
    soumettre: (ev) => {
      ev?.preventDefault();
      return noyau.soumettre(gestes).then(dire);
    },
    agir: (travail, encore = false) => {
      agis.current += 1;
      setAgit(true);
      void noyau
        .agir(travail, { champs: gestes.champs, encore })
        .then(dire)
        .finally(() => {
          // One that was refused because another goes on does not end that one.
          agis.current -= 1;
          setAgit(agis.current > 0);
        });
    },
    effacer: () => {
      noyau.recommencer();
      setEtat(({ tour }) => ({ reprise: false, tour: tour + 1 }));
    },
    refuser: noyau.refuser,
    valeurs: noyau.valeurs,
    poser: noyau.poser,
    arrive: noyau.arrive,
  };
  return formulaire;
};

/** Fields that send nothing by themselves: what holds them reads them. They have their draft and their errors as a form's have. */
export const useChamps = <T extends FieldValues>(o: Pick<Options<T, T>, 'depart' | 'brouillon'>): Formulaire<T> =>
  useFormulaire<T, T>({
    ...o,
    lire: (t) => ({ ok: true, valeur: t }),
    envoyer: () => undefined,
    encore: true,
    sansPerte: true,
  });

/** What is typed, for a sentence that depends on it: only what reads it here is drawn again. */
export const useValeurs = <T>(de: Formulaire<T>): T => useWatch({ control: de.form.control }) as T;

export const useValeur = <T, N extends keyof T & string>(de: Formulaire<T>, nom: N): T[N] =>
  useWatch({ control: de.form.control, name: nom });

/** What is wrong, by name: for what is drawn of several together. */
export const useErreurs = <T>(de: Formulaire<T>): Readonly<Record<string, string>> => {
  const { errors } = useFormState({ control: de.form.control });
  return Object.fromEntries(
    Object.entries(errors).flatMap(([nom, e]) => (typeof e?.message === 'string' ? [[nom, e.message]] : [])),
  );
};
