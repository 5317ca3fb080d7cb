import { useEffect, useRef } from 'react';
import { CHAMPS } from '../../../_ui/champs/champs';

/** Letters that act on the open visit, wherever the focus is, save in a field or under a dialogue; `actif`: no form is open. */
export const useLettres = (lettres: Readonly<Record<string, () => void>>, actif: boolean): void => {
  const dernieres = useRef(lettres);
  useEffect(() => {
    dernieres.current = lettres;
  });
  useEffect(() => {
    if (!actif) return;
    const surTouche = (ev: KeyboardEvent): void => {
      if (ev.defaultPrevented || ev.ctrlKey || ev.metaKey || ev.altKey || ev.repeat) return;
      const action = dernieres.current[ev.key.toLowerCase()];
      if (!action || document.activeElement?.matches(CHAMPS) || document.querySelector('[aria-modal="true"]')) return;
      ev.preventDefault();
      action();
    };
    document.addEventListener('keydown', surTouche);
    return () => document.removeEventListener('keydown', surTouche);
  }, [actif]);
};
