import { type RefObject, useEffect, useRef } from 'react';

/** What of the screen answers for its focus: the rest keeps its own. */
const GARDES = '.grille, .panneau, .semaine__corps, .moisp';

/**
 * The focus falls on nothing when what has it is taken away: the form of a note just kept, the button of a version kept, a cell that
 * the grid draws again, the visits of the week before. Wherever that happens in the list or its panel, it is brought back at once, so that no key is lost.
 */
export const useFoyerPerdu = (ecran: RefObject<HTMLElement | null>, revenir: () => void): void => {
  const dernier = useRef(revenir);
  useEffect(() => {
    dernier.current = revenir;
  });
  useEffect(() => {
    const ici = ecran.current;
    if (!ici) return;
    let tenu: Element | undefined;
    const surFoyer = ({ target }: FocusEvent): void => {
      tenu = target instanceof Element && ici.contains(target) && target.closest(GARDES) ? target : undefined;
    };
    // Elsewhere, a click gives the focus up on purpose.
    const surPointeur = ({ target }: PointerEvent): void => {
      if (!(target instanceof Node && tenu?.contains(target))) tenu = undefined;
    };
    const surChangement = (): void => {
      if (!tenu || document.activeElement !== document.body || document.querySelector('[aria-modal="true"]')) return;
      tenu = undefined;
      dernier.current();
    };
    const observateur = new MutationObserver(surChangement);
    observateur.observe(ici, { childList: true, subtree: true });
    document.addEventListener('focusin', surFoyer);
    document.addEventListener('pointerdown', surPointeur, true);
    return () => {
      observateur.disconnect();
      document.removeEventListener('focusin', surFoyer);
      document.removeEventListener('pointerdown', surPointeur, true);
    };
  }, [ecran]);
};
