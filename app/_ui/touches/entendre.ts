import { useLayoutEffect, useRef } from 'react';

type SurTouche = (ev: KeyboardEvent) => void;

/** `fenetre`: heard last, where nothing of the screen did; `avant`: heard first, before whatever the screen makes of the key. */
type Ou = 'document' | 'fenetre' | 'avant';

/**
 * A key, wherever the focus is, as the last drawing of the screen understands it; `actif`: false where nobody listens. Heard from
 * the moment that the screen is drawn: an effect that comes after the paint would lose the letter of whoever sees it and types.
 */
export const useTouche = (
  surTouche: SurTouche,
  { ou = 'document', actif = true }: { ou?: Ou; actif?: boolean } = {},
): void => {
  const derniere = useRef(surTouche);
  useLayoutEffect(() => {
    derniere.current = surTouche;
  });
  useLayoutEffect(() => {
    if (!actif) return;
    const entendre: SurTouche = (ev) => derniere.current(ev);
    const ici: Pick<Document, 'addEventListener' | 'removeEventListener'> = ou === 'document' ? document : window;
    ici.addEventListener('keydown', entendre, ou === 'avant');
    return () => ici.removeEventListener('keydown', entendre, ou === 'avant');
  }, [ou, actif]);
};
