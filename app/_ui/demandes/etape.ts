import { useEffect, useState } from 'react';

const PAS_MS = 1_000;

/** While a computation goes on, the step at which the server is, asked each second. `lire`: the same from one drawing to the next. */
export const useEtape = (enCours: boolean, lire: () => Promise<string | undefined>): string | undefined => {
  const [etape, setEtape] = useState<string>();
  useEffect(() => {
    if (!enCours) return;
    let encore = true;
    const demander = (): void => {
      void lire().then((e) => encore && setEtape(e));
    };
    const minuterie = setInterval(demander, PAS_MS);
    return () => {
      encore = false;
      clearInterval(minuterie);
      setEtape(undefined);
    };
  }, [enCours, lire]);
  return etape;
};
