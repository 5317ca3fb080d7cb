'use client';

import { useEffect } from 'react';
import { useTouche } from './entendre';

const SANS_TEXTE = '[type="radio"], [type="checkbox"], [type="button"], [type="submit"]';

// Fields that were typed in since they have the focus: one that was just emptied gets its letters back by the browser.
const retouches = new WeakSet<EventTarget>();
const surSaisie = ({ target }: Event): void => void (target && retouches.add(target));
const surSortie = ({ target }: Event): void => void (target && retouches.delete(target));

/** A field in which something is typed, or was, undoes its own letters. */
const taperTexte = (e: EventTarget | null): boolean =>
  (e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement) &&
  !e.matches(SANS_TEXTE) &&
  (e.value !== '' || retouches.has(e));

/**
 * Ctrl Z takes back the last gesture of the screen. Not under a window, nor beside a lot that is being prepared: it is not yet
 * anything to undo, and what came before it is not what one means. `actif`: false where another part of the screen listens already. `partout`: heard last, where nothing of the screen did.
 */
export const useCtrlZ = (defaire: () => void, { actif = true, partout = false } = {}): void => {
  useTouche(
    (ev) => {
      if (ev.key.toLowerCase() !== 'z' || !(ev.ctrlKey || ev.metaKey) || ev.shiftKey || ev.altKey) return;
      if (ev.defaultPrevented || ev.repeat || taperTexte(ev.target)) return;
      if (document.querySelector('[aria-modal="true"], [data-lot]')) return;
      ev.preventDefault();
      defaire();
    },
    { ou: partout ? 'fenetre' : 'document', actif },
  );
  useEffect(() => {
    // Added once, however many ask.
    document.addEventListener('input', surSaisie, true);
    document.addEventListener('focusout', surSortie, true);
  }, []);
};
