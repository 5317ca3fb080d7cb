import type { Antenne } from '#shared/contrats/commun';
import { ajouterMois, moisDe } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { lireEtatsClos } from '../../../store/lectures/clos';
import { type Cadre, lireCadre } from '../retenir/cadre';
import { ouvrirReprise } from '../retenir/complements';
import { calculerMois } from '../retenir/etats';
import { lireRemuants } from '../retenir/remuants';
import type { BancCloture } from './banc';

// For tests: what a closing would rectify, with the months that it chooses to split again, or with all that a move may ever touch.

export const cadreDe = async (b: BancCloture): Promise<Cadre> => {
  const cadre = await lireCadre(b.b.magasin, b.maintenant());
  if (!cadre.ok) throw new Error(cadre.refus.message);
  return cadre.valeur;
};

/** Every month within a year of a move is split again, whatever happened: what leaves must be what leaves without it. */
const toutResplitter =
  (c: Cadre) =>
  (m: Mois): string[] =>
    [...c.usagers.values()].flatMap((u) =>
      u.antennes.slice(1).some((a) => moisDe(a.depuis) <= m && m <= ajouterMois(moisDe(a.depuis), 12)) ? [u.id] : [],
    );

/** What a closing would find changed in those made before it, and the months of which it would split usagers again. */
export const rectifications = async (b: BancCloture, mois: Mois, antennes: readonly Antenne[], tout: boolean) => {
  const c = await cadreDe(b);
  const lus = await lireRemuants(c, mois, antennes);
  const plusieursAntennes = tout ? toutResplitter(c) : lus.plusieursAntennes;
  const reprise = ouvrirReprise(c, mois, antennes, { ...lus, plusieursAntennes });
  await reprise.reprendre(undefined, mois);
  const { parAntenne } = await calculerMois(c, mois, antennes);
  const { etats, plafonds } = await lireEtatsClos(c.m, c.passe, mois);
  c.consommations.set(mois, Promise.resolve({ etats: [...etats, ...[...parAntenne.values()].flat()], plafonds }));
  await reprise.reprendre(mois, undefined);
  const clos = new Set(antennes.flatMap((a) => c.passe.clotures(a).map((x) => x.mois)));
  return {
    complements: antennes.map(reprise.complements),
    repartis: [...clos].filter((m) => plusieursAntennes(m).length > 0),
  };
};
