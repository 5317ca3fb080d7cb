'use client';

import { useMemo, useRef } from 'react';
import { useTouche } from '../../../_ui/touches/entendre';

/** What a key makes of what is typed already; nothing where it is not a letter's. */
export const frapper = (avant: string, ev: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): string | undefined => {
  if (ev.ctrlKey || ev.metaKey) return undefined;
  if (ev.key === 'Backspace') return avant.slice(0, -1);
  return ev.key.length === 1 ? avant + ev.key : undefined;
};

type Frappe = {
  /** As Ctrl K is pressed, before anything is drawn. */
  commencer: () => void;
  /** What was typed since; from then on keys are the field's, or the screen's. */
  finir: () => string;
};

/**
 * Keys typed between Ctrl K and the field: its code may still be on the way, and a letter would be lost, or take the visit that
 * is open behind.
 */
export const useFrappe = (): Frappe => {
  const tapee = useRef<string>(undefined);
  useTouche(
    (ev) => {
      if (tapee.current === undefined) return;
      const suite = frapper(tapee.current, ev);
      if (suite === undefined) return;
      ev.preventDefault();
      ev.stopImmediatePropagation();
      tapee.current = suite;
    },
    { ou: 'avant' },
  );
  return useMemo(
    () => ({
      commencer: () => {
        tapee.current = '';
      },
      finir: () => {
        const texte = tapee.current ?? '';
        tapee.current = undefined;
        return texte;
      },
    }),
    [],
  );
};
