import { useEffect } from 'react';
import type { EcranATouches } from '../raccourcis';
import { montrerTouches, touchesIci } from './touches-montrees';

/**
 * At the end of the foot of a screen that has keys of its own: « ? » shows them here, to the hand and where one types too. Its key is
 * written on it, so Tab does not stop there: it goes from the line to its panel.
 */
export const BoutonTouches = ({ ecran }: { ecran: EcranATouches }) => {
  useEffect(() => {
    touchesIci.changer(() => ({ ecran, montrees: false }));
    return () => touchesIci.changer((t) => (t.ecran === ecran ? { montrees: false } : t));
  }, [ecran]);
  return (
    <>
      {' · '}
      <button type="button" className="raccourcis__aide" tabIndex={-1} onClick={() => montrerTouches(true)}>
        <kbd>?</kbd> touches<span className="invisible"> de cet écran</span>
      </button>
    </>
  );
};
