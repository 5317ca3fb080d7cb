import type { Antenne } from '#shared/contrats/commun';
import { ajouterMois, dateParis, instantDe, moisParis } from '#shared/temps/paris';
import { genererService } from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';

/** Of one antenna, at least: visits of the last month that lack a side and that nobody corrected, of them those without departure; visits of today. */
type Voulu = { aCompleter?: number; sansDepart?: number; duJour?: number };

/**
 * The first seed, from that one on, whose service has what a story is about: what is drawn of a month is another thing the month
 * after, and no aide may work today.
 */
export const graineAvec = (premiere: number, voulu: Readonly<Partial<Record<Antenne, Voulu>>>): number => {
  const jusqua = instantDe(Date.now());
  const mois = ajouterMois(moisParis(jusqua), -1);
  for (let graine = premiere; graine < premiere + 500; graine++) {
    const s = genererService({ graine, mois: [mois, moisParis(jusqua)], taille: TAILLES.petite, jusqua });
    const corrections = s.fichiers.flatMap((f) => (f.nom.startsWith('CORRECTIONS') ? f.contenu : [])).join();
    const aCompleter = s.realisations.filter(
      ({ visite, arrivee, depart, debut }) =>
        dateParis(debut).startsWith(mois) &&
        (visite || arrivee || depart) &&
        !(arrivee && depart) &&
        ![arrivee?.id_pointage, depart?.id_pointage, visite?.id].some((id) => id && corrections.includes(id)),
    );
    const convient = Object.entries(voulu).every(([antenne, v]) => {
      const siens = new Set(s.usagers.flatMap((u) => (u.propre.antenne === antenne ? u.propre.id_millesime : [])));
      const leurs = aCompleter.filter((r) => siens.has(r.idMillesime));
      const duJour = s.visites.filter(
        (x) => siens.has(x.usager.propre.id_millesime) && dateParis(x.debut) === dateParis(jusqua),
      );
      return (
        leurs.length >= (v.aCompleter ?? 0) &&
        leurs.filter((r) => r.arrivee).length >= (v.sansDepart ?? 0) &&
        duJour.length >= (v.duJour ?? 0)
      );
    });
    if (convient) return graine;
  }
  throw new Error(`Aucune graine à partir de ${premiere} n’a ${JSON.stringify(voulu)}.`);
};
