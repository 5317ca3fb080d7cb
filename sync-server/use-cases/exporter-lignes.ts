import type { EtatFige } from '#shared/contrats/cloture';
import type { Antenne } from '#shared/contrats/commun';
import type { LigneBrut } from '#shared/formats/brut/brut';
import { BRUT } from '#shared/formats/brut/brut';
import { ecrireFichier } from '#shared/formats/codec-ecriture';
import type { LigneServiceFait } from '#shared/formats/service-fait/service-fait';
import { SERVICE_FAIT } from '#shared/formats/service-fait/service-fait';
import type { LigneVentilation } from '#shared/formats/ventilation/ventilation';
import { VENTILATION } from '#shared/formats/ventilation/ventilation';
import { type Mois, minutes } from '#shared/temps/types';

type Cle = readonly string[];

/** By the columns in order, each by code units; an absent one is the empty text, and comes first. */
const comparer = (a: Cle, b: Cle): number => {
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? '';
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
};

const trier = <T>(lignes: readonly { cle: Cle; ligne: T }[]): T[] =>
  [...lignes].sort((a, b) => comparer(a.cle, b.cle)).map(({ ligne }) => ligne);

export const lignesServiceFait = (etats: readonly EtatFige[]): LigneServiceFait[] =>
  trier(
    etats
      .flatMap((e) => e.visites)
      .map((v) => ({
        cle: [v.usagerId, v.debut, v.intervenantId, v.fin, v.interventionId],
        ligne: {
          id_millesime: v.usagerId,
          id_intervenant: v.intervenantId,
          debut: v.debut,
          fin: v.fin,
          duree: v.duree,
          minutes_complementaires: v.minutesComplementaires,
          motif_correction: v.motif,
          code_prestation: v.codePrestation,
        },
      })),
  );

export const lignesBrut = (etats: readonly EtatFige[]): LigneBrut[] =>
  trier(
    etats
      .flatMap((e) => e.bruts)
      .map((b) => ({
        cle: [b.usagerId, b.arrivee ?? '', b.intervenantId, b.depart ?? '', b.interventionId],
        ligne: {
          id_millesime: b.usagerId,
          id_intervenant: b.intervenantId,
          arrivee: b.arrivee,
          depart: b.depart,
          statut: b.statut as LigneBrut['statut'],
          numero_appelant: b.numeroAppelant,
          id_pointage_arrivee: b.idPointageArrivee,
          id_pointage_depart: b.idPointageDepart,
          source: b.source as LigneBrut['source'],
        },
      })),
  );

/** Billed minutes by usager, prise en charge, funder and aide; a visit counts once in each row that it gives a minute to. */
export const lignesVentilation = (etats: readonly EtatFige[]): LigneVentilation[] => {
  const cumuls = new Map<string, { cle: Cle; minutes: number; visites: Set<string> }>();
  for (const v of etats.flatMap((e) => e.visites))
    for (const p of v.parts) {
      if (p.minutes === 0) continue;
      const cle = [v.usagerId, p.numeroPec ?? '', p.codeFinanceur, v.intervenantId];
      const cumul = cumuls.get(cle.join('\n')) ?? { cle, minutes: 0, visites: new Set<string>() };
      cumul.minutes += p.minutes;
      cumul.visites.add(v.interventionId);
      cumuls.set(cle.join('\n'), cumul);
    }
  return trier(
    [...cumuls.values()].map(({ cle, minutes: n, visites }) => ({
      cle,
      ligne: {
        id_millesime: cle[0] ?? '',
        numero_pec: cle[1] || undefined,
        code_financeur: cle[2] ?? '',
        id_intervenant: cle[3] ?? '',
        minutes: minutes(n),
        nombre_interventions: visites.size,
      },
    })),
  );
};

export type FichierExporte = { nom: string; texte: string; lignes: number };

/** [CL-3] The month's three files of an antenna, from its frozen states. A provisional one says so in its name. */
export const fichiersDuMois = (
  etats: readonly EtatFige[],
  antenne: Antenne,
  mois: Mois,
  provisoire: boolean,
): FichierExporte[] => {
  const nom = (genre: string): string =>
    `${genre}_${antenne}_${mois.replace('-', '')}${provisoire ? '_PROVISOIRE' : ''}.csv`;
  const serviceFait = lignesServiceFait(etats);
  const brut = lignesBrut(etats);
  const ventilation = lignesVentilation(etats);
  return [
    { nom: nom('SERVICE_FAIT'), texte: ecrireFichier(SERVICE_FAIT, serviceFait), lignes: serviceFait.length },
    { nom: nom('BRUT'), texte: ecrireFichier(BRUT, brut), lignes: brut.length },
    { nom: nom('VENTILATION'), texte: ecrireFichier(VENTILATION, ventilation), lignes: ventilation.length },
  ];
};
