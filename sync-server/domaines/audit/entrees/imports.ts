import { type Dire, entreeDe, suivi, suiviApres } from './famille';

const entree = entreeDe('IMPORT');
/** What becomes of a file that waited for a person. */
const DECISIONS = { CONFIRME: 'A confirmé un fichier reçu', ECARTE: 'A écarté un fichier reçu' } as const;

const dire: Dire = (e) => {
  const decision = e.mots[0] ?? '';
  return Object.hasOwn(DECISIONS, decision)
    ? suiviApres(DECISIONS[decision as keyof typeof DECISIONS])(e)
    : suivi('A importé un fichier')(e);
};

/** `USAGERS_EST_2026-10.csv <hash>`, `ECARTE PLANNING.csv`. */
export const IMPORT = {
  ecrire: {
    pris: ({ nom, empreinte }: { nom: string; empreinte: string }) => entree(nom, empreinte),
    decide: ({ decision, noms }: { decision: keyof typeof DECISIONS; noms: readonly string[] }) =>
      entree(decision, noms.length === 0 ? 'fichier disparu' : noms.join(' ')),
  },
  dire,
};
