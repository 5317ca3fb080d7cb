import type { PersonnesCherchees, QuiChercher } from '#shared/contrats/chiffres/personne-cherchee';
import type { Antenne } from '#shared/contrats/commun';
import { TROUVES_MAX } from '#shared/contrats/dossiers/consultation';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { nomComplet, sansAccents } from '#shared/mots/textes';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Magasin } from '../../../store/lire';
import { plageType } from '../../../store/types';

const motsDe = (texte: string): string[] =>
  sansAccents(texte)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ');

type Personne = { id: string; nom: string; prenom: string; antenne: Antenne };

const lirePersonnes = async (
  m: Magasin,
  qui: QuiChercher,
  antenne: Antenne,
  maintenant: Instant,
): Promise<Personne[]> => {
  if (qui === 'intervenant') return plageType(m, 'intervenant', { antenne });
  const jour = dateParis(maintenant);
  return (await plageType(m, 'usager', { antenne })).map(({ id, nom, prenom, ...u }) => ({
    ...{ id, nom, prenom },
    antenne: antenneAu(u, jour),
  }));
};

/**
 * Persons whom these antennas know, by name. Only the databases of these are read, and each row is of one of them: of somebody who has
 * gone elsewhere since, the antenna told is that which the asker may read.
 */
export const chercherPersonnes = async (
  m: Magasin,
  maintenant: Instant,
  { qui, nom, antennes }: { qui: QuiChercher; nom: string; antennes: readonly Antenne[] },
): Promise<PersonnesCherchees> => {
  const tapes = motsDe(nom);
  const exact = nom.trim().toLowerCase();
  const trouvees = new Map<string, Personne>();
  for (const antenne of antennes)
    for (const p of await lirePersonnes(m, qui, antenne, maintenant)) {
      const mots = motsDe(`${p.nom} ${p.prenom}`);
      const convient = p.id.toLowerCase() === exact || tapes.every((t) => mots.some((x) => x.startsWith(t)));
      if (convient && (!trouvees.has(p.id) || p.antenne === antenne))
        trouvees.set(p.id, { ...p, antenne: antennes.includes(p.antenne) ? p.antenne : antenne });
    }
  const triees = [...trouvees.values()].sort(
    (a, b) => a.nom.localeCompare(b.nom, 'fr') || a.prenom.localeCompare(b.prenom, 'fr') || (a.id < b.id ? -1 : 1),
  );
  return {
    total: triees.length,
    personnes: triees.slice(0, TROUVES_MAX).map((p) => ({ id: p.id, nom: nomComplet(p), antenne: p.antenne })),
  };
};
