'use client';

import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef } from 'react';
import { useFleches } from './fleches';
import { prochaine } from './prochaine';

type Touches = {
  /** Entrée. */
  entree?: ((cle: string) => void) | undefined;
  /** Échap. */
  fermer?: (() => void) | undefined;
  /** Other keys, in lower case. */
  lettres?: Readonly<Record<string, (cle: string) => void>> | undefined;
};

export type Liste = {
  corps: RefObject<HTMLTableSectionElement | null>;
  /** Brings the focus to a line; the first where this one is gone. */
  focaliser: (cle: string | undefined) => void;
  ligne: (cle: string) => {
    'data-cle': string;
    'aria-selected': boolean;
    tabIndex: number;
    onFocus: () => void;
    onKeyDown: (ev: KeyboardEvent<HTMLElement>) => void;
  };
};

/**
 * Lines of a table by the keyboard: one stop of Tab, ↑ ↓ Début Fin, Entrée acts. When the line that had the focus leaves the
 * list, alone or with others, the next that stays takes it: nothing has to be found again.
 */
export const useListe = (
  cles: readonly string[],
  choisie: string | undefined,
  choisir: (cle: string | undefined) => void,
  { entree, fermer, lettres }: Touches = {},
): Liste => {
  const corps = useRef<HTMLTableSectionElement>(null);
  const courantes = useRef(cles);
  const derniere = useRef<string>(undefined);
  const arret = choisie !== undefined && cles.includes(choisie) ? choisie : cles[0];
  const choix = useRef({ choisie, choisir });
  useEffect(() => {
    choix.current = { choisie, choisir };
  }, [choisie, choisir]);

  const focaliser = useCallback((cle: string | undefined): void => {
    const voulue = cle !== undefined && courantes.current.includes(cle) ? cle : courantes.current[0];
    const ligne = [...(corps.current?.querySelectorAll<HTMLElement>('[data-cle]') ?? [])].find(
      (l) => l.dataset.cle === voulue,
    );
    const deja = ligne !== undefined && ligne === document.activeElement;
    ligne?.focus();
    // Its panel was closed and it kept the keyboard: no focus comes that would open it again.
    if (deja && voulue !== choix.current.choisie) choix.current.choisir(voulue);
  }, []);

  useEffect(() => {
    const avant = courantes.current;
    courantes.current = cles;
    const perdue = derniere.current;
    if (perdue === undefined || cles.includes(perdue)) return;
    derniere.current = undefined;
    if (document.activeElement === document.body) focaliser(prochaine(avant, new Set(cles), perdue));
  }, [cles, focaliser]);
  useFleches(() => focaliser(arret));

  const surTouche = (ev: KeyboardEvent<HTMLElement>, cle: string): void => {
    // A button of the line answers for itself.
    if (ev.target !== ev.currentTarget || ev.ctrlKey || ev.altKey || ev.metaKey) return;
    const rang = cles.indexOf(cle);
    const vers: Record<string, number> = { ArrowDown: rang + 1, ArrowUp: rang - 1, Home: 0, End: cles.length - 1 };
    const suite = vers[ev.key];
    const action =
      ev.key === 'Enter' ? entree : ev.key === 'Escape' && fermer ? () => fermer() : lettres?.[ev.key.toLowerCase()];
    if (suite === undefined && !action) return;
    ev.preventDefault();
    if (suite === undefined) action?.(cle);
    else focaliser(cles[Math.max(0, Math.min(suite, cles.length - 1))]);
  };

  return {
    corps,
    focaliser,
    ligne: (cle) => ({
      'data-cle': cle,
      'aria-selected': cle === choisie,
      tabIndex: cle === arret ? 0 : -1,
      onFocus: () => {
        derniere.current = cle;
        if (cle !== choisie) choisir(cle);
      },
      onKeyDown: (ev) => surTouche(ev, cle),
    }),
  };
};
