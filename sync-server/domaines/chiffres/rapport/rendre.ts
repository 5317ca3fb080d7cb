import { buffer } from 'node:stream/consumers';
import type { FaitsRapport, SectionRapport } from '#shared/contrats/chiffres/rapport';
import { debutDuJour } from '#shared/temps/paris';
import { ecrireClasseur, type Onglet } from '../../../adapters/classeur/classeur';
import { celluleClasseur, FORMATS, LARGEURS, lesPolices } from '../etats/fichiers';
import { rendreRapport } from './pdf';

const feuille = (r: FaitsRapport, s: SectionRapport): Onglet => {
  const { colonnes = [], lignes = [], total } = s.table ?? {};
  const cellules = (v: Readonly<Record<string, string | number | null>>) =>
    colonnes.map((c) => celluleClasseur(v[c.cle], c.unite));
  return {
    nom: s.nom,
    chapeau: [s.titre, r.titre, ...s.phrases],
    titres: colonnes.map((c) => {
      const format = FORMATS[c.unite];
      return { titre: c.titre, largeur: LARGEURS[c.unite], ...(format ? { format } : {}) };
    }),
    lignes: [
      ...lignes.map((l) => ({ cellules: cellules(l) })),
      ...(total ? [{ cellules: ['Total', ...cellules(total).slice(1)], forte: true }] : []),
    ],
  };
};

const resume = (r: FaitsRapport): Onglet => ({
  nom: 'Résumé',
  chapeau: [r.titre],
  titres: [
    { titre: 'Quoi', largeur: 30 },
    { titre: 'Combien', largeur: 40 },
    { titre: 'Détail', largeur: 90 },
  ],
  lignes: r.resume.map((l) => ({ cellules: [l.quoi, l.combien, l.detail] })),
});

/** Both files of a report; same facts, same bytes [CL-2]. */
export const rendreFichiers = async (r: FaitsRapport): Promise<{ pdf: Buffer; xlsx: Buffer }> => ({
  pdf: await rendreRapport(lesPolices(), r),
  xlsx: await buffer(ecrireClasseur([resume(r), ...r.sections.map((s) => feuille(r, s))], new Date(debutDuJour(r.au)))),
});
