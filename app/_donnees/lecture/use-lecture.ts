'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { vue } from './etapes';
import { useBascules } from './hooks';
import { creerLecture, type Lire } from './lire';

/** What a reading is of: its domain, then all that its answer depends on. */
type CleLecture = readonly [domaine: string, ...arguments_: unknown[]];

type Reglages = {
  /** What asks for it again where it changes, without being another reading: a minute that passes. */
  tour?: unknown;
  /** Something that differs at each request: the link that is back asks for it only where the last one failed. */
  stable?: boolean;
};

/**
 * Something read from the server: what was read stays while it is read again, what was read under another key is never shown for it, a
 * failure is said. The one place that tries again, as the link comes and goes. No key: nothing is asked.
 */
export const useLecture = <T>(cle: CleLecture | undefined, lire: Lire<T>, { tour, stable = false }: Reglages = {}) => {
  const dernier = useRef(lire);
  const [lecture] = useState(() => creerLecture<T>((abandon) => dernier.current(abandon)));
  const etat = useSyncExternalStore(lecture.abonner, lecture.lire, lecture.lire);
  const texte = cle && JSON.stringify(cle);
  const vu = vue(etat, texte);
  const bascules = useBascules(vu.echec !== undefined);
  useEffect(() => {
    dernier.current = lire;
  });
  useEffect(() => lecture.demander(texte, String(tour)), [lecture, texte, tour]);
  useEffect(() => {
    if (bascules > 0) lecture.retour(!stable);
  }, [lecture, bascules, stable]);
  useEffect(() => {
    const retour = (): void => lecture.retour(!stable);
    addEventListener('online', retour);
    return () => removeEventListener('online', retour);
  }, [lecture, stable]);
  useEffect(() => lecture.quitter, [lecture]);
  return { ...vu, relire: lecture.encore };
};
