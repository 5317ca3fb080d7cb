import { useState } from 'react';

/** Says whether it is done for good: else it may be asked again. */
type Geste = () => Promise<boolean>;

/** One writing for one form: asked again while the first goes on, or once it is done, it is the same gesture typed twice. */
export const creerUneFois = (): ((geste: Geste) => Promise<void>) => {
  let prise = false;
  return async (geste) => {
    if (prise) return;
    prise = true;
    let faite = false;
    try {
      faite = await geste();
    } finally {
      prise = faite;
    }
  };
};

export const useUneFois = (): ((geste: Geste) => Promise<void>) => useState(creerUneFois)[0];
