'use client';

import { useEffect, useRef } from 'react';

/** What a key makes of what is typed already; nothing where it is not a letter's. */
export const frapper = (avant: string, ev: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): string | undefined => {
  if (ev.ctrlKey || ev.metaKey) return undefined;
  if (ev.key === 'Backspace') return avant.slice(0, -1);
  return ev.key.length === 1 ? avant + ev.key : undefined;
};

/**
 * Keys typed between Ctrl K and the field: its code may still be on the way, and a letter would be lost, or take the visit that
 * is open behind. Gives what was typed, and ends once the field has it.
 */
export const useFrappe = (ouverte: boolean): (() => string) => {
  const tapee = useRef<string>(undefined);
  useEffect(() => {
    if (!ouverte) return;
    tapee.current = '';
    const surTouche = (ev: KeyboardEvent): void => {
      if (tapee.current === undefined) return;
      const suite = frapper(tapee.current, ev);
      if (suite === undefined) return;
      ev.preventDefault();
      ev.stopImmediatePropagation();
      tapee.current = suite;
    };
    globalThis.addEventListener('keydown', surTouche, true);
    return () => globalThis.removeEventListener('keydown', surTouche, true);
  }, [ouverte]);
  return () => {
    const texte = tapee.current ?? '';
    tapee.current = undefined;
    return texte;
  };
};
