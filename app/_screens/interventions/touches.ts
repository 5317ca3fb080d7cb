import { useEffect, useRef } from 'react';
import { CHAMPS } from '../../_ui/champs';
import { LIBRES } from './fleches';

type Actions = {
  choisirTout: () => void;
  aide: () => void;
};

/** Keys of the screen, wherever the focus is, save in a field or under a dialogue. */
export const useTouches = (actions: Actions): void => {
  const dernieres = useRef(actions);
  useEffect(() => {
    dernieres.current = actions;
  });
  useEffect(() => {
    const surTouche = (ev: KeyboardEvent): void => {
      const ici = document.activeElement ?? document.body;
      if (ev.defaultPrevented || ev.altKey || document.querySelector('[aria-modal="true"]')) return;
      const faire = (action: () => void): void => {
        ev.preventDefault();
        action();
      };
      const accord = ev.ctrlKey || ev.metaKey;
      if (ev.key === '?' && !accord && !ici.matches(CHAMPS)) faire(dernieres.current.aide);
      else if (accord && ev.key.toLowerCase() === 'a' && ici.matches(LIBRES)) faire(dernieres.current.choisirTout);
    };
    document.addEventListener('keydown', surTouche);
    return () => document.removeEventListener('keydown', surTouche);
  }, []);
};
