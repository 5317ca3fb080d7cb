import { LIBRES } from '../../../_ui/liste/fleches';
import { useTouche } from '../../../_ui/touches/entendre';

/** Ctrl A chooses all the lines shown, wherever the focus is, save in a field or under a dialogue. */
export const useChoisirTout = (choisirTout: () => void): void => {
  useTouche((ev) => {
    const ici = document.activeElement ?? document.body;
    if (ev.defaultPrevented || ev.altKey || document.querySelector('[aria-modal="true"]')) return;
    if (!(ev.ctrlKey || ev.metaKey) || ev.key.toLowerCase() !== 'a' || !ici.matches(LIBRES)) return;
    ev.preventDefault();
    choisirTout();
  });
};
