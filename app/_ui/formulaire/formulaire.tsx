'use client';

import { Button, type ButtonProps, Text } from '@mantine/core';
import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { get, useFormState } from 'react-hook-form';
import { ErreurFormulaire } from '../champs/erreur-formulaire';
import { QuitterContexte, TenueContexte, useQuitter } from '../quitter';
import { useDepart } from './depart';
import { premierChamp } from './premier-champ';
import type { Formulaire as De } from './use-formulaire';

type Props<T> = Omit<ComponentProps<'form'>, 'onSubmit' | 'onKeyDown' | 'ref' | 'noValidate'> & {
  de: De<T>;
  /** Échap; absent where what holds the form answers it. */
  fermer?: (() => void) | undefined;
  /** It opens with the keyboard in its first field. */
  auPremier?: boolean;
  children: ReactNode;
};

/** Words to someone are sent by Entrée, as any field is; Maj+Entrée goes to the next line. A text of lines keeps Entrée to itself. */
const estUnMot = (ev: KeyboardEvent): boolean =>
  ev.target instanceof HTMLTextAreaElement &&
  ev.target.dataset.lignes === undefined &&
  !ev.shiftKey &&
  !ev.nativeEvent.isComposing;

/**
 * The one `form` there is. Entrée sends it, Ctrl+Entrée too from any field, Échap closes it; what is typed is then kept, which is
 * said, or a question is asked first. The window that holds it does the same, however it closes.
 */
export const Formulaire = <T,>({ de, fermer, auPremier = false, children, ...reste }: Props<T>) => {
  const fenetre = useContext(TenueContexte);
  const { question, demander } = useDepart(de);
  const { element } = de;
  useEffect(() => {
    if (auPremier) premierChamp(element.current)?.focus();
  }, [auPremier, element]);
  const entamee = fenetre ? de.entamee : undefined;
  // Before the click that may follow.
  useLayoutEffect(() => {
    if (entamee !== undefined) fenetre?.dire(entamee);
  }, [fenetre, entamee]);
  useEffect(() => fenetre?.tenir(demander), [fenetre, demander]);
  const quitter = useRef<() => void>(() => undefined);
  useEffect(() => {
    quitter.current = () => {
      if (fermer) demander(fermer);
      else fenetre?.quitter();
    };
  });
  const [partir] = useState(() => () => quitter.current());

  const surTouche = (ev: KeyboardEvent<HTMLFormElement>): void => {
    if (ev.defaultPrevented) return;
    if (ev.key === 'Enter' && (ev.ctrlKey || ev.metaKey)) {
      ev.preventDefault();
      if (!ev.repeat) ev.currentTarget.requestSubmit();
    } else if (ev.key === 'Enter' && ev.target instanceof HTMLInputElement && ev.repeat) {
      // Held down, it would answer what nobody has read.
      ev.preventDefault();
    } else if (ev.key === 'Enter' && estUnMot(ev)) {
      ev.preventDefault();
      ev.currentTarget.requestSubmit();
    } else if (ev.key === 'Escape' && fermer) {
      ev.preventDefault();
      ev.stopPropagation();
      partir();
    }
  };
  return (
    <form {...reste} ref={element} noValidate onSubmit={(ev) => void de.soumettre(ev)} onKeyDown={surTouche}>
      <QuitterContexte value={partir}>{children}</QuitterContexte>
      {question}
    </form>
  );
};

/** The button that leaves a form, as Échap does. */
export const Quitter = ({ children = 'Fermer', ...props }: ButtonProps & { children?: ReactNode }) => (
  <Button variant="default" {...props} onClick={useQuitter()}>
    {children}
  </Button>
);

/** A field that nothing draws at present: it cannot say what is wrong with it. What several draw together is said by them (`tape/debut`). */
const estAilleurs = ({ form }: Pick<De<unknown>, 'form'>, nom: string): boolean =>
  nom !== 'root' && !nom.includes('/') && get(form.control._fields, `${nom}._f.mount`) !== true;

/** What is refused of the form as a whole, and of fields that are not on the screen: above its buttons. */
export const RefusFormulaire = <T,>({ de }: { de: De<T> }) => {
  const { errors } = useFormState({ control: de.form.control });
  const dites = Object.entries(errors).flatMap(([nom, e]) =>
    typeof e?.message === 'string' && (nom === 'root' || estAilleurs(de, nom)) ? [e.message] : [],
  );
  return <ErreurFormulaire message={dites.length > 0 ? dites.join(' ') : undefined} />;
};

/** The button that sends, drawn as busy while it does. */
export const Envoyer = <T,>({ de, ...props }: ButtonProps & { de: De<T>; children: ReactNode }) => (
  <Button type="submit" loading={de.enCours} {...props} />
);

/** At the head of a form that opens on what was typed before. */
export const Repris = <T,>({ de }: { de: De<T> }) => (
  <div role="status" className={de.reprise ? 'brouillon' : 'brouillon--aucun'}>
    {de.reprise ? (
      <>
        <Text size="xs" c="dimmed" component="span">
          Brouillon repris
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={(ev) => {
            // It goes with what it wipes, fields that begin again too: the keyboard is then where one types.
            const { form } = ev.currentTarget;
            flushSync(de.effacer);
            // A field that takes the keyboard as it comes has it.
            if (form?.contains(document.activeElement)) return;
            premierChamp(form)?.focus();
          }}
        >
          Effacer
        </Button>
      </>
    ) : null}
  </div>
);
