import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Gel } from '#shared/contrats/exploitation/conservation';
import { baseAntenne, idEtatFige, idUsager } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { moisEnMots } from '#shared/mots/dates';
import { nomComplet } from '#shared/mots/textes';
import { ajouterMois, debutDuJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { ouvrirArchive } from '../../../adapters/dossier';
import { chainesGardees, moisDesReleves } from '../../../adapters/releves';
import { lireMoisClosDe } from '../../../store/lectures/mois-clos';
import { lireIds, lirePresents, type Magasin } from '../../../store/lire';
import { clesType } from '../../../store/types';
import { CHAINE, lireChaine } from '../../dossiers';

// [RE] What a hold is about, looked for before it is taken: one digit wrong, it would hold nobody, and what it was meant for would be
// purged.

type Lieux = { magasin: Magasin; dossier: string; relevesRepris: string | undefined };

/** As the files have it, of whichever antenna. */
const nomDe = async (m: Magasin, usagerId: string): Promise<string | undefined> => {
  for (const antenne of codesAntennes()) {
    const [usager] = await clesType(m, 'usager', [idUsager(usagerId)], { antenne });
    if (usager) return nomComplet(usager);
  }
  return undefined;
};

/** Somebody whose file has gone already may have frozen months. */
const aDesMoisFiges = async (m: Magasin, usagerId: string): Promise<boolean> => {
  for (const base of codesAntennes().map(baseAntenne)) {
    const figes = [...(await lireMoisClosDe(m, base))].map((mois) => idEtatFige(mois, usagerId));
    if ((await lirePresents(m, base, figes)).size > 0) return true;
  }
  return false;
};

const reprisDe = async (dossier: string | undefined) =>
  dossier === undefined ? [] : lireChaine((await ouvrirArchive(dossier).lire(CHAINE)) ?? '').repris;

/** Or sealed statements, ours or those of the former system. */
const aDesReleves = async ({ dossier, relevesRepris }: Lieux, usagerId: string): Promise<boolean> =>
  (await reprisDe(relevesRepris)).some((r) => r.usagerId === usagerId) ||
  (await moisDesReleves(dossier, usagerId)).length > 0;

const DE_MOIS = ['visite', 'intervention', 'fige', 'cloture'];

const aQuelqueChose = async ({ magasin: m, dossier, relevesRepris }: Lieux, mois: Mois): Promise<boolean> => {
  const ya = async (base: string, debut: string, fin: string): Promise<boolean> =>
    (await lireIds(m, base, { debut, fin, limite: 1 })).length > 0;
  const pointages = `tg-pointages-${mois.slice(0, 4)}`;
  const [du, au] = [mois, ajouterMois(mois, 1)].map((x) => `pointage:${debutDuJour(premierJour(x))}`);
  if ((await m.bases()).includes(pointages) && (await ya(pointages, du ?? '', au ?? ''))) return true;
  for (const base of codesAntennes().map(baseAntenne))
    for (const type of DE_MOIS) if (await ya(base, `${type}:${mois}`, `${type}:${mois};`)) return true;
  return (
    (await chainesGardees(dossier)).some((x) => x.mois === mois) ||
    (await reprisDe(relevesRepris)).some((r) => r.mois === mois)
  );
};

/** The name that the files have, where they have one; or that nothing at all is known of it. */
export const connaitreObjet = async (l: Lieux, objet: Gel['objet']): Promise<Resultat<{ nom?: string }>> => {
  const tantPis = 'Pour geler quand même, ajoutez --meme-inconnu.';
  if ('mois' in objet)
    return (await aQuelqueChose(l, objet.mois))
      ? { ok: true, valeur: {} }
      : refuser(
          'RIEN_A_GELER',
          `Il n’y a rien de ${moisEnMots(objet.mois)}, ni au magasin ni dans l’archive : vérifiez le mois. Rien n’est gelé. ${tantPis}`,
        );
  const { usagerId } = objet;
  const nom = await nomDe(l.magasin, usagerId);
  if (nom !== undefined) return { ok: true, valeur: { nom } };
  if ((await aDesMoisFiges(l.magasin, usagerId)) || (await aDesReleves(l, usagerId))) return { ok: true, valeur: {} };
  return refuser(
    'RIEN_A_GELER',
    `Aucun usager ${usagerId}, ni au magasin ni dans l’archive : vérifiez ce numéro, à la lettre près. Rien n’est gelé. ${tantPis}`,
  );
};
