import type { EtatFige, VisiteFigee } from '#shared/contrats/cloture/cloture';
import type { Complement } from '#shared/contrats/cloture/complement';
import type { Antenne, Resultat } from '#shared/contrats/commun';
import type { FichierDispose } from '#shared/contrats/exploitation/parametres-dispositions';
import { direBrut } from '#shared/domain/cloture/bruts';
import { colonnesBrut, colonnesDuCote, colonnesServiceFait, trierParCles } from '#shared/domain/cloture/colonnes';
import { serviceFaitChange } from '#shared/domain/cloture/complement';
import { cumulerParts } from '#shared/domain/ventilation/cumuler';
import type { LigneBrut } from '#shared/formats/brut/brut';
import { BRUT } from '#shared/formats/brut/brut';
import type { Champs, Format, Ligne } from '#shared/formats/champ';
import { COMPLEMENTAIRE, type LigneComplementaire } from '#shared/formats/complementaire/complementaire';
import { contenuDispose, type Dispositions } from '#shared/formats/disposition/choisir';
import type { LigneServiceFait } from '#shared/formats/service-fait/service-fait';
import { SERVICE_FAIT } from '#shared/formats/service-fait/service-fait';
import type { LigneVentilation } from '#shared/formats/ventilation/ventilation';
import { VENTILATION } from '#shared/formats/ventilation/ventilation';
import {
  type LigneVentilationComplementaire,
  VENTILATION_COMPLEMENTAIRE,
} from '#shared/formats/ventilation-complementaire/ventilation-complementaire';
import type { Mois } from '#shared/temps/types';

type Cle = readonly string[];

const trier = <T>(lignes: readonly { cle: Cle; ligne: T }[]): T[] =>
  trierParCles(lignes, ({ cle }) => cle).map(({ ligne }) => ligne);

const lignesServiceFait = (etats: readonly EtatFige[]): LigneServiceFait[] =>
  trierParCles(
    etats.flatMap((e) => e.visites),
    (v) => [v.usagerId, v.debut, v.intervenantId, v.fin, v.interventionId],
  ).map(colonnesServiceFait);

const lignesBrut = (etats: readonly EtatFige[]): LigneBrut[] =>
  trierParCles(
    etats.flatMap((e) => e.bruts.map(direBrut)),
    (b) => [b.usagerId, b.arrivee ?? '', b.intervenantId, b.depart ?? '', b.interventionId],
  ).map(colonnesBrut);

/** Billed minutes by usager, prise en charge, funder and aide; a visit counts once in each row that it gives a minute to. */
export const lignesVentilation = (etats: readonly EtatFige[]): LigneVentilation[] => {
  const cleDe = (v: VisiteFigee, p: VisiteFigee['parts'][number]): Cle => [
    v.usagerId,
    p.numeroPec ?? '',
    p.codeFinanceur,
    v.intervenantId,
  ];
  return trier(
    cumulerParts(etats, (v, p) => cleDe(v, p).join('\n'), cleDe).map(({ tete: cle, minutes, visites }) => ({
      cle,
      ligne: {
        id_millesime: cle[0] ?? '',
        numero_pec: cle[1] || undefined,
        code_financeur: cle[2] ?? '',
        id_intervenant: cle[3] ?? '',
        minutes,
        nombre_interventions: visites,
      },
    })),
  );
};

/** [CL-4] One row a visit that SERVICE_FAIT's columns tell apart; where only its split has changed, VENTILATION_COMPLEMENTAIRE says it. */
const lignesComplementaire = (complements: readonly Complement[]): LigneComplementaire[] =>
  trier(
    complements
      .flatMap((c) => c.visites)
      .filter(serviceFaitChange)
      .map((x): { cle: Cle; ligne: LigneComplementaire } => {
        const v = x.ancien ?? x.nouveau;
        return {
          cle: [x.moisOrigine, v?.usagerId ?? '', v?.debut ?? '', v?.intervenantId ?? '', v?.interventionId ?? ''],
          ligne: {
            ...colonnesDuCote('ancien', x.ancien),
            ...colonnesDuCote('nouveau', x.nouveau),
            mois_origine: x.moisOrigine,
          },
        };
      }),
  );

const lignesVentilationComplementaire = (complements: readonly Complement[]): LigneVentilationComplementaire[] =>
  trier(
    complements
      .flatMap((c) => c.ventilation)
      .map((e) => ({
        cle: [e.moisOrigine, e.usagerId, e.numeroPec ?? '', e.codeFinanceur, e.intervenantId],
        ligne: {
          id_millesime: e.usagerId,
          numero_pec: e.numeroPec,
          code_financeur: e.codeFinanceur,
          id_intervenant: e.intervenantId,
          ancien_minutes: e.ancien,
          nouveau_minutes: e.nouveau,
          nombre_interventions: e.nombreInterventions,
          mois_origine: e.moisOrigine,
        },
      })),
  );

export type FichierExporte = { nom: string; contenu: string | Uint8Array; lignes: number };

/**
 * [CL-3] The month's three files of an antenna, from its frozen states, and the two complementary ones where they have a row
 * [CL-4], each in its layout. A provisional one says so in its name.
 */
export const fichiersDuMois = (
  { etats, complements }: { etats: readonly EtatFige[]; complements: readonly Complement[] },
  { antenne, mois, provisoire }: { antenne: Antenne; mois: Mois; provisoire: boolean },
  dispositions: Dispositions,
): Resultat<FichierExporte[]> => {
  const fichiers: FichierExporte[] = [];
  const ecrire = <C extends Champs>(genre: FichierDispose, format: Format<C>, lignes: readonly Ligne<C>[]) => {
    const nom = `${genre}_${antenne}_${mois.replace('-', '')}${provisoire ? '_PROVISOIRE' : ''}.csv`;
    const r = contenuDispose(format, dispositions[genre], lignes, nom);
    if (r.ok) fichiers.push({ nom, contenu: r.valeur, lignes: lignes.length });
    return r;
  };
  const visites = lignesComplementaire(complements);
  const rectifiees = lignesVentilationComplementaire(complements);
  const ecrits = [
    ecrire('SERVICE_FAIT', SERVICE_FAIT, lignesServiceFait(etats)),
    ecrire('BRUT', BRUT, lignesBrut(etats)),
    ecrire('VENTILATION', VENTILATION, lignesVentilation(etats)),
    ...(visites.length > 0 ? [ecrire('COMPLEMENTAIRE', COMPLEMENTAIRE, visites)] : []),
    ...(rectifiees.length > 0 ? [ecrire('VENTILATION_COMPLEMENTAIRE', VENTILATION_COMPLEMENTAIRE, rectifiees)] : []),
  ];
  return ecrits.find((r) => !r.ok) ?? { ok: true, valeur: fichiers };
};
