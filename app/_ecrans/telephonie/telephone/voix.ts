'use client';

import { useEffect, useRef } from 'react';
import type { Replique } from './etat-appel';

export const voixPossible = (): boolean => typeof speechSynthesis !== 'undefined';

const dire = (phrase: string): void => {
  const parole = new SpeechSynthesisUtterance(phrase);
  parole.lang = 'fr-FR';
  const voix = speechSynthesis.getVoices();
  parole.voice =
    voix.find((v) => v.lang.replace('_', '-') === 'fr-FR') ?? voix.find((v) => v.lang.startsWith('fr')) ?? null;
  speechSynthesis.speak(parole);
};

/** Speaks the sentences that come while it is on; a key cuts the sentence short, as on a real line. */
export const useVoix = (active: boolean, repliques: readonly Replique[]): void => {
  const dites = useRef(0);
  useEffect(() => {
    const nouvelles = repliques.slice(Math.min(dites.current, repliques.length));
    dites.current = repliques.length;
    if (!active || !voixPossible()) return;
    for (const r of nouvelles) {
      if (r.qui === 'SVI') dire(r.texte);
      else speechSynthesis.cancel();
    }
  }, [active, repliques]);
  useEffect(() => {
    if (!active || !voixPossible()) return;
    return () => speechSynthesis.cancel();
  }, [active]);
};
