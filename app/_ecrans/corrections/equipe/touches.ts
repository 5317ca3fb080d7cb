import { CHAMPS } from '../../../_ui/champs/champs';
import { useTouche } from '../../../_ui/touches/entendre';

/** Letters that act on the open visit, wherever the focus is, save in a field or under a dialogue; `actif`: no form is open. */
export const useLettres = (lettres: Readonly<Record<string, () => void>>, actif: boolean): void => {
  useTouche(
    (ev) => {
      if (ev.defaultPrevented || ev.ctrlKey || ev.metaKey || ev.altKey || ev.repeat) return;
      const action = lettres[ev.key.toLowerCase()];
      if (!action || document.activeElement?.matches(CHAMPS) || document.querySelector('[aria-modal="true"]')) return;
      ev.preventDefault();
      action();
    },
    { actif },
  );
};
