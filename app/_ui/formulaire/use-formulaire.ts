'use client';

import { type BaseSyntheticEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { type FieldValues, type UseFormReturn, useForm, useFormState, useWatch } from 'react-hook-form';
import { creerNoyau, type Ecriture, type Garde, type Gestes } from './noyau';

type Options<T, V> = Gestes<T, V> & {
  /** What the form says by itself; read once. */
  depart: () => T;
  brouillon?: Garde | undefined;
};

/** `T`: its fields, as they are typed. */
export type Formulaire<T> = {
  form: UseFormReturn<FieldValues>;
  element: RefObject<HTMLFormElement | null>;
  /** Entrée, or its button. */
  soumettre: (ev?: BaseSyntheticEvent) => Promise<void>;
  /** Another gesture of it, which asks nothing of the reader. `encore`: it leaves the form open. */
  agir: (travail: () => Ecriture<T>, encore?: boolean) => void;
  /** A writing goes on. */
  readonly enCours: boolean;
  /** Something is typed that is not sent. */
  readonly entamee: boolean;
  /** It was typed before the form was opened. */
  reprise: boolean;
  effacer: () => void;
  /** What something beside the form refuses: undefined takes it back. */
  refuser: (message: string | undefined) => void;
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
  const [refusees, setRefusees] = useState(0);

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
    if (refusees === 0) return;
    const fautif = element.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    // The button was out of reach while it sent, and has lost it.
    const bouton = document.activeElement === document.body ? '[type="submit"]' : undefined;
    (fautif ?? (bouton && element.current?.querySelector<HTMLElement>(bouton)))?.focus();
  }, [refusees]);
  const dire = (refusee: boolean): void => {
    if (refusee) setRefusees((n) => n + 1);
  };

  const formulaire: Formulaire<T> = {
    ...etat,
    form,
    element,
    get entamee() {
      suivie.current = true;
      return entamee;
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
    refuser: (message) => {
      if (message === undefined) form.clearErrors();
      else form.setError('root', { type: 'refus', message });
    },
    valeurs: noyau.valeurs,
    poser: noyau.poser,
    arrive: noyau.arrive,
  };
  return formulaire;
};

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
