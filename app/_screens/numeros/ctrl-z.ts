import { useEffect, useRef } from 'react';

/** Ctrl Z, except in a field, where it undoes what is typed. */
export const useCtrlZ = (defaire: () => void): void => {
  const derniere = useRef(defaire);
  useEffect(() => {
    derniere.current = defaire;
  });
  useEffect(() => {
    const surTouche = (ev: KeyboardEvent): void => {
      if (ev.key.toLowerCase() !== 'z' || !(ev.ctrlKey || ev.metaKey) || ev.shiftKey || ev.defaultPrevented) return;
      if (ev.target instanceof HTMLInputElement && ev.target.value !== '') return;
      ev.preventDefault();
      derniere.current();
    };
    document.addEventListener('keydown', surTouche);
    return () => document.removeEventListener('keydown', surTouche);
  }, []);
};
