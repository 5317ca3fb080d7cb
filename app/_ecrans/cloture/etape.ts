import { useEffect, useState } from 'react';
import { lireEtapeCloture } from '../../_donnees/lecture/cloture';

const PAS_MS = 1_000;

/** While a computation goes on, the step at which the server is. */
export const useEtape = (enCours: boolean): string | undefined => {
  const [etape, setEtape] = useState<string>();
  useEffect(() => {
    if (!enCours) return;
    let encore = true;
    const demander = (): void => {
      void lireEtapeCloture().then((e) => encore && setEtape(e));
    };
    const minuterie = setInterval(demander, PAS_MS);
    return () => {
      encore = false;
      clearInterval(minuterie);
      setEtape(undefined);
    };
  }, [enCours]);
  return etape;
};
