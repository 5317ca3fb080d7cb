import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import type { FichierDispose } from '#shared/contrats/exploitation/parametres-dispositions';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { lignesComplementaires, premieresVisites } from '#shared/domain/dases/complement';
import { lignesBrutes, lignesCorrigees, visitesDases } from '#shared/domain/dases/lignes';
import type { Champs, Format, Ligne } from '#shared/formats/champ';
import { DASES_BRUTES } from '#shared/formats/dases-brutes/dases-brutes';
import { DASES_COMPLEMENTAIRE } from '#shared/formats/dases-complementaire/dases-complementaire';
import { DASES_CORRIGEES } from '#shared/formats/dases-corrigees/dases-corrigees';
import { contenuDispose } from '#shared/formats/disposition/choisir';
import type { Mois } from '#shared/temps/types';
import { ouvrirPasse } from '../../../store/lectures/clos';
import type { FichierFabrique, PortsEnvois } from '../envois/ports';
import { visitesRectifiees } from './complements';
import { dispositionsDases } from './dispositions';
import { dejaDites, ouvrirDits } from './dits';
import { ErreurSchema, morceauxEsppadom } from './esppadom';
import { derniereCloture, lireMoisFiges, transactionDe } from './mois-figes';

/** [CL-2, CL-5] The month's files for the DASES, all antennas, from closed months alone: the same bytes each time. */
export const fabriquerDases = async (p: PortsEnvois, mois: Mois): Promise<Resultat<FichierFabrique[]>> => {
  const figees = await lireMoisFiges(p.magasin, mois);
  if (!figees.ok) return figees;
  const passe = await ouvrirPasse(p.magasin);
  const jusqua = derniereCloture(figees.valeur);
  const dits = new Map(codesAntennes().map((a) => [a, ouvrirDits(p.magasin, passe, a, { mois, jusqua })]));
  const rectifiees = await visitesRectifiees(p.magasin, figees.valeur, dits);
  if (!rectifiees.ok) return rectifiees;
  const visites = visitesDases(figees.valeur);
  const aaaamm = mois.replace('-', '');
  const dispositions = dispositionsDases(p.table, figees.valeur);
  if (!dispositions.ok) return dispositions;
  const csvs: FichierFabrique[] = [];
  const csv = async <C extends Champs>(
    fichier: FichierDispose,
    format: Format<C>,
    lignes: readonly Ligne<C>[],
  ): Promise<Refusee | undefined> => {
    const nom = `${format.nom}_${aaaamm}.csv`;
    const r = contenuDispose(format, dispositions.valeur[fichier], lignes, nom);
    if (!r.ok) return r;
    csvs.push({ nom, lignes: lignes.length, ...(await p.reserve.garder([r.valeur])) });
    return undefined;
  };
  const complementaires = lignesComplementaires(rectifiees.valeur);
  try {
    const message = { transaction: transactionDe(mois, figees.valeur), emission: jusqua };
    const { esppadom } = p.table;
    const connues = await dejaDites(
      dits,
      visites.map(({ visite }) => visite),
      mois,
    );
    const premieres = visites.filter(({ visite }) => !connues.has(visite.interventionId));
    const notifiees = [...premieres, ...premieresVisites(rectifiees.valeur)];
    const refus =
      (await csv('DASES_BRUTES', DASES_BRUTES, lignesBrutes(figees.valeur, visites))) ??
      (await csv('DASES_CORRIGEES', DASES_CORRIGEES, lignesCorrigees(visites))) ??
      (complementaires.length > 0
        ? await csv('DASES_COMPLEMENTAIRE', DASES_COMPLEMENTAIRE, complementaires)
        : undefined);
    if (refus) return refus;
    const xml = esppadom.ecrit ? await p.reserve.garder(morceauxEsppadom(notifiees, message, esppadom)) : undefined;
    return {
      ok: true,
      valeur: [...csvs, ...(xml ? [{ nom: `DASES_${aaaamm}.xml`, lignes: notifiees.length, ...xml }] : [])],
    };
  } catch (e) {
    if (!(e instanceof ErreurSchema)) throw e;
    return refuser(
      'SCHEMA',
      `Le message ESPPADOM n’est pas conforme à son schéma (${e.message}) : rien n’est préparé. Corrigez le dossier dans Millésime, ou la table de la DASES, puis recommencez.`,
    );
  }
};

/** What the DASES must have told us before anything leaves. */
export const reglagesManquants = (p: Pick<PortsEnvois, 'table'>): string[] => {
  const { ecrit, structure } = p.table.esppadom;
  if (!ecrit) return [];
  return [
    ...(structure.id === undefined ? ['structure.id'] : []),
    ...(structure.siret === undefined ? ['structure.siret'] : []),
  ];
};
