import { useEffect, useRef } from 'react';
import { LIBRES } from '../../../_ui/liste/fleches';

/** Ctrl A chooses all the lines shown, wherever the focus is, save in a field or under a dialogue. */
export const useChoisirTout = (choisirTout: () => void): void => {
  const derniere = useRef(choisirTout);
  useEffect(() => {
    derniere.current = choisirTout;
  });
  useEffect(() => {
    const surTouche = (ev: KeyboardEvent): void => {
      const ici = document.activeElement ?? document.body;
      if (ev.defaultPrevented || ev.altKey || document.querySelector('[aria-modal="true"]')) return;
      if (!(ev.ctrlKey || ev.metaKey) || ev.key.toLowerCase() !== 'a' || !ici.matches(LIBRES)) return;
      ev.preventDefault();
      derniere.current();
    };
    document.addEventListener('keydown', surTouche);
    return () => document.removeEventListener('keydown', surTouche);
  }, []);
};
