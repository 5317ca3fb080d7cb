'use client';

import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTouche } from '../touches/entendre';

/** Held down, they pass many lines by: what follows the line waits until it is drawn. */
const FLECHES: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp']);
const REPOS_MS = 700;

/** The line of the panel, the one that the keyboard is on, and how to choose another. */
export type Choix = {
  choisie: string | undefined;
  /** The chosen one, a drawing later while the arrows run; always the chosen one to any other key. */
  suivie: string | undefined;
  choisir: (id: string | undefined) => void;
};

/**
 * The chosen visit: a state, so that a key typed just after is for it; the address only repeats it, once the keyboard rests, and
 * gives it at the start and when one goes back.
 */
export const useChoix = (initial: string | undefined, aller: (partie: { id: string | undefined }) => void): Choix => {
  const [choisie, setChoisie] = useState(initial);
  const [suivie, setSuivie] = useState(initial);
  const derniere = useRef(initial);
  const parFleche = useRef(false);
  const attente = useRef<{ minuterie: ReturnType<typeof setTimeout>; dire: () => void }>(undefined);

  // Before anything hears the key: what acts on the panel's visit acts on the chosen one.
  const rattraper = useCallback((): void => {
    if (parFleche.current) flushSync(() => setSuivie(derniere.current));
    parFleche.current = false;
    attente.current?.dire();
  }, []);
  useTouche(
    (ev) => {
      if (FLECHES.has(ev.key) && !ev.altKey && !ev.ctrlKey && !ev.metaKey) parFleche.current = true;
      else rattraper();
    },
    { ou: 'avant' },
  );
  useEffect(() => {
    const revenir = (): void => {
      clearTimeout(attente.current?.minuterie);
      attente.current = undefined;
      derniere.current = new URLSearchParams(location.search).get('id') ?? undefined;
      setChoisie(derniere.current);
      setSuivie(derniere.current);
    };
    addEventListener('popstate', revenir);
    addEventListener('pointerdown', rattraper, true);
    // A screen reader clicks with no pointer.
    addEventListener('click', rattraper, true);
    return () => {
      removeEventListener('popstate', revenir);
      removeEventListener('pointerdown', rattraper, true);
      removeEventListener('click', rattraper, true);
      clearTimeout(attente.current?.minuterie);
    };
  }, [rattraper]);

  // A link of this very screen names another one: neither a gesture of the list, nor a way back in the history.
  useEffect(() => {
    const dite = new URLSearchParams(location.search).get('id') ?? undefined;
    if (initial !== dite || dite === derniere.current || attente.current) return;
    derniere.current = dite;
    setChoisie(dite);
    setSuivie(dite);
  }, [initial]);

  const choisir = useCallback(
    (id: string | undefined) => {
      derniere.current = id;
      setChoisie(id);
      clearTimeout(attente.current?.minuterie);
      attente.current = undefined;
      if (!parFleche.current) {
        setSuivie(id);
        aller({ id });
        return;
      }
      startTransition(() => setSuivie(id));
      const dire = (): void => {
        clearTimeout(attente.current?.minuterie);
        attente.current = undefined;
        aller({ id });
      };
      attente.current = { minuterie: setTimeout(dire, REPOS_MS), dire };
    },
    [aller],
  );
  return { choisie, suivie, choisir };
};
