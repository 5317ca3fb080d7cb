import { useEffect, useRef } from 'react';

/** Where ↑ and ↓ have no meaning of their own. */
export const LIBRES = 'body, #contenu, .evitement, .cadre__menu a, .ecran__tete button';

/** ↑ or ↓ typed outside the grid goes into it: the keyboard alone is enough from the arrival on. */
export const useFleches = (entrer: () => void): void => {
  const derniere = useRef(entrer);
  useEffect(() => {
    derniere.current = entrer;
  });
  useEffect(() => {
    const surTouche = (ev: KeyboardEvent): void => {
      if (ev.key !== 'ArrowDown' && ev.key !== 'ArrowUp') return;
      if (ev.defaultPrevented || ev.ctrlKey || ev.altKey || ev.metaKey || ev.shiftKey) return;
      const ici = document.activeElement ?? document.body;
      if (!ici.matches(LIBRES) || document.querySelector('[aria-modal="true"]')) return;
      ev.preventDefault();
      derniere.current();
    };
    document.addEventListener('keydown', surTouche);
    return () => document.removeEventListener('keydown', surTouche);
  }, []);
};
