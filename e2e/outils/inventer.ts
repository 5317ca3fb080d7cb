import { codesAntennes } from '#shared/domain/antenne/registre';
import { ajouterMois, dateParis, localParis, moisParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { type FichierGenere, genererService, type ServiceGenere } from '#shared/testing/generateur/generer';
import { plus } from '#shared/testing/generateur/planning';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { fichiersManquants } from './departs-manquants';
import { avecLignes, sansLignes } from './lignes';

/** Of each antenna, of the last month, visits that nobody corrected and whose departure is taken away: for stories to complete. */
const A_COMPLETER = 8;
/** Where a story opens a visit of today: no aide may work there on the day of the run. */
const ANTENNES_DU_JOUR = ['NORD_OUEST', 'EST'] as const;

/** Usagers of Est of whom nothing is ever planned: on some days and hours nearly all the others have a visit, and a call is of that one. */
const SANS_VISITE = {
  antenne: 'EST',
  noms: ['VALLON', 'VASSARD', 'VERDIER', 'VIGNAL', 'VILLEROY', 'VOLLARD', 'WAGRAM', 'WEBER', 'YVERT', 'ZELLER'],
};

/** A moment as the files of Millésime write it. */
export const heureFichier = (i: Instant): string => {
  const l = localParis(i);
  return `${l.slice(8, 10)}/${l.slice(5, 7)}/${l.slice(0, 4)} ${l.slice(11, 16)}`;
};

const departsOublies = (s: ServiceGenere, mois: string): Set<string> => {
  const corrections = s.fichiers.flatMap((f) => (f.nom.startsWith('CORRECTIONS') ? f.contenu : [])).join();
  const completes = s.realisations.filter(
    ({ visite, arrivee, depart, debut }) =>
      dateParis(debut).startsWith(mois) &&
      visite &&
      arrivee &&
      depart &&
      ![arrivee.id_pointage, depart.id_pointage, visite.id].some((id) => corrections.includes(id)),
  );
  return new Set(
    codesAntennes().flatMap((antenne) =>
      completes
        .filter((r) => r.visite?.usager.propre.antenne === antenne)
        // Here and there in the month.
        .filter((_, n) => n % 6 === 0)
        .slice(0, A_COMPLETER)
        .flatMap((r) => r.depart?.id_pointage ?? []),
    ),
  );
};

/** Of each antenna where nothing is planned that day, a visit. */
const visitesDuJour = (s: ServiceGenere, jusqua: Instant): string[] => {
  const servies = new Set(
    s.visites.filter((v) => dateParis(v.debut) === dateParis(jusqua)).map((v) => v.usager.propre.antenne),
  );
  const heures = [heureFichier(jusqua), heureFichier(plus(jusqua, 45 * 60))];
  return ANTENNES_DU_JOUR.filter((a) => !servies.has(a)).map((antenne, n) => {
    const usager = s.usagers.find((u) => u.propre.antenne === antenne);
    const aide = s.aides.find((a) => a.antenne === antenne && a.date_fin === undefined);
    if (!usager || !aide) throw new Error(`un usager et une aide de ${antenne} attendus`);
    return [`JOUR${n + 1}`, usager.propre.id_millesime, aide.id_intervenant, ...heures, 'AD'].join(';');
  });
};

const usagersSansVisite = (): string[] =>
  SANS_VISITE.noms.map((nom, n) => {
    const personne = `M20090${n};MME;${nom};Léontine;${n + 1} allée des Érables;75012;Paris;08/03/1941;4;+33 1 99 00 99 0${n}`;
    return `${personne};${SANS_VISITE.antenne};P30090${n}A;DASES_APA;1;01/01/2025;;30;AD;O`;
  });

/**
 * The files of the service that the stories are about: two months back some antennas lack departures, the last month is full,
 * the present one goes up to now.
 */
export const inventer = (jusqua: Instant): FichierGenere[] => {
  const present = moisParis(jusqua);
  const passe = ajouterMois(present, -1);
  const s = genererService({ graine: 1, mois: [passe, present], taille: TAILLES.petite, jusqua });
  const oublies = departsOublies(s, passe);
  const fichiers = s.fichiers.map(({ nom, contenu }) => {
    if (nom.startsWith('POINTAGES_')) return { nom, contenu: sansLignes(contenu, oublies) };
    if (nom.startsWith('USAGERS_')) return { nom, contenu: avecLignes(contenu, usagersSansVisite()) };
    if (nom === `PLANNING_${present.replace('-', '')}.csv`)
      return { nom, contenu: avecLignes(contenu, visitesDuJour(s, jusqua)) };
    return { nom, contenu };
  });
  return [...fichiers, ...fichiersManquants(s, ajouterMois(passe, -1))];
};
