import { aFaireDe, aReglerEnMots } from '#shared/contrats/cloture/bilan-cloture';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateEntiere, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { minuscule } from '#shared/mots/textes';
import { horlogeSysteme } from '../../../ports/horloge';
import type { Rattraper } from '../../../ports/rattraper';
import {
  antennesVouluesDuMois,
  argument,
  auteur,
  avecMagasin,
  type ContexteCli,
  lireMois,
  option,
  rendre,
} from '../../../socle/cli/contexte';
import { parSeconde } from '../../../socle/cli/progression';
import { cloturer } from '../clore/cloturer';

export const executer = async (c: ContexteCli): Promise<number> => {
  const commande = {
    mois: lireMois(argument(c, 0, 'le mois à clore (AAAA-MM)')),
    motif: option(c, 'motif'),
    auteur: auteur(c),
  };
  let moteur: Rattraper | undefined;
  const resultat = await avecMagasin(c, async (magasin) =>
    cloturer(
      {
        magasin,
        horloge: horlogeSysteme,
        // Of a cluster, from nothing each time: what was read before its nodes were seen to be calm is not what a closing counts. One
        // process has no copy that lags: what it has read once is what is there.
        rattraper: async (...quoi) => {
          if (moteur === undefined || (await magasin.noeuds()).length > 1) moteur = c.rattraper(magasin);
          await moteur(...quoi);
        },
        progres: parSeconde(c.dire),
      },
      { ...commande, antennes: await antennesVouluesDuMois(c, magasin, commande.mois) },
    ),
  );
  return rendre(c, resultat, (r) => [
    ...r.closes.map(
      (k) =>
        `${libelleAntenne(k.antenne)} : ${k.mois} clos, n° ${k.numero} : ${pluriel(k.nombreVisites, 'visite retenue', 'visites retenues')}, ${pluriel(k.nombreBruts, 'intervention pointée', 'interventions pointées')}, ${pluriel(k.usagers, 'usager')}, ${pluriel(aFaireDe(k), 'incomplète')}${k.sansVisite ? `, ${k.sansVisite} que personne n’avait à faire` : ''}`,
    ),
    ...r.anterieurs.map(
      (a) =>
        `${libelleAntenne(a.antenne)} : ${a.mois.map(moisEnMots).join(', ')} reste${a.mois.length > 1 ? 'nt' : ''} à clore, avant ${moisEnMots(r.mois)} qui vient de l’être`,
    ),
    ...r.tenues.map(
      (t) =>
        `${libelleAntenne(t.antenne)} : ${pluriel(t.visites, 'visite venue', 'visites venues')} d’une autre antenne, déjà dans ses fichiers : hors de ceux-ci jusqu’à la clôture qui suivra sa rectification`,
    ),
    ...r.aVoir.map(
      (t) =>
        `${libelleAntenne(t.antenne)} : ${pluriel(t.visites.length, 'visite', 'visites')} de mois déjà clos, que personne ne paie encore : ${t.visites.map((v) => `${dateEntiere(v.date)} (${minuscule(aReglerEnMots(v.quoi, 1))})`).join(', ')} ; ${t.visites.length > 1 ? 'réglées, elles partent' : 'réglée, elle part'} avec la clôture suivante`,
    ),
    ...r.dejaCloses.map((a) => `${libelleAntenne(a)} : déjà clos, laissé en l’état`),
  ]);
};
