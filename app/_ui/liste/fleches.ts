import { useTouche } from '../touches/entendre';

/** Where ↑ and ↓ have no meaning of their own; those of the tabs above a list are ← and →. */
export const LIBRES =
  'body, #contenu, .evitement, .cadre__menu a, .rechercher, .ecran__tete button, .ecran__tete [role="radiogroup"] input, #panneau-titre';

/** Where the focus is left by a grid that draws its lines again. */
const NULLE_PART =
  'body, .grille, .grille *:not([role="gridcell"], [role="gridcell"] *, [role="columnheader"], button)';

/**
 * ↑ or ↓ typed outside the grid goes into it: the keyboard alone is enough from the arrival on. Entrée typed while the grid draws
 * its lines again, the focus nowhere, is for the chosen line: no key is lost.
 */
export const useFleches = (entrer: () => void, corriger?: () => void): void => {
  useTouche((ev) => {
    if (ev.key !== 'ArrowDown' && ev.key !== 'ArrowUp' && ev.key !== 'Enter') return;
    if (ev.defaultPrevented || ev.ctrlKey || ev.altKey || ev.metaKey || ev.shiftKey) return;
    const ici = document.activeElement ?? document.body;
    const places = ev.key === 'Enter' ? NULLE_PART : LIBRES;
    if (!ici.matches(places) || document.querySelector('[aria-modal="true"]')) return;
    const geste = ev.key === 'Enter' ? corriger : entrer;
    if (!geste) return;
    ev.preventDefault();
    geste();
  });
};
