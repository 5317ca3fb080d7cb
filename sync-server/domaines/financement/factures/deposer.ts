import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { type Facture, idFacture } from '#shared/contrats/financement/envoi';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { lireNomFacture } from '#shared/domain/dases/nom-facture';
import { DISPOSITIFS_EN_MOTS } from '#shared/etats/mots';
import { arrondissementEnMots } from '#shared/libelles/facture';
import { moisEnMots } from '#shared/mots/dates';
import { moisParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { ENTREES, ecrireUneFois } from '../../audit';
import type { PortsEnvois } from '../envois/ports';

export const OCTETS_MAX = 10_000_000;
const TETE = Buffer.from('%PDF-');
const FIN = Buffer.from('%%EOF');
/** Readers look for the end of a PDF that far from its last byte. */
const QUEUE = 1_024;

/** Why these bytes are not a whole PDF. */
const pasUnPdf = (octets: Uint8Array): string | undefined => {
  const b = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  if (!b.subarray(0, QUEUE).includes(TETE)) return 'ce n’est pas un PDF';
  if (!b.subarray(-QUEUE).includes(FIN)) return 'le PDF est coupé : sa fin manque. Demandez un nouvel envoi';
  return undefined;
};

export type Depot = {
  nom: string;
  octets: Uint8Array;
  /** An account, or `DASES` where it came by itself. */
  par: string;
  /** Those of who files it by hand; all of them for what comes by itself. */
  antennes: readonly Antenne[];
  /** The month on the screen of who files it by hand: another one is a mistake. */
  mois?: Mois | undefined;
};

/** Files a definitive invoice by month, nature and arrondissement, hence antenna. The same one again: nothing, said so. */
export const deposerFacture = async (
  p: Pick<PortsEnvois, 'magasin' | 'horloge' | 'reserve' | 'table'>,
  d: Depot,
): Promise<Resultat<{ facture: Facture; deja: boolean }>> => {
  const refus = (code: string, raison: string) => refuser(code, `${d.nom} n’est pas pris : ${raison}.`);
  const nom = lireNomFacture(d.nom, p.table.factures);
  if (!nom.ok) return refus('NOM_FACTURE', nom.raison);
  const { mois, nature, arrondissement, antenne } = nom.valeur;
  if (!d.antennes.includes(antenne))
    return refus(
      'ANTENNE',
      `le ${arrondissementEnMots(arrondissement)} arrondissement est à l’antenne ${libelleAntenne(antenne)}, qui n’est pas la vôtre. Transmettez-le au service central`,
    );
  if (d.mois !== undefined && d.mois !== mois)
    return refus('MOIS_FACTURE', `c’est une facture de ${moisEnMots(mois)}, et l’écran montre ${moisEnMots(d.mois)}`);
  if (mois >= moisParis(p.horloge())) return refus('MOIS_FACTURE', `le mois de ${moisEnMots(mois)} n’est pas terminé`);
  if (d.octets.byteLength > OCTETS_MAX) return refus('TROP_GROS', `plus de ${OCTETS_MAX / 1_000_000} Mo`);
  const faute = pasUnPdf(d.octets);
  if (faute) return refus('PAS_UN_PDF', faute);
  const _id = idFacture({ mois, nature, arrondissement });
  // The bytes before the document that names them.
  const { empreinte, octets } = await p.reserve.garder([d.octets]);
  const facture: Facture = {
    _id,
    type: 'facture',
    mois,
    nature,
    arrondissement,
    antenne,
    nom: d.nom,
    empreinte,
    octets,
    recueLe: p.horloge(),
    par: d.par,
    lecteurs: [],
  };
  const depose = await ecrireUneFois(p.magasin, 'facture', {
    doc: facture,
    memes: (la) => la.empreinte === empreinte,
    trace: (la) => ({ instant: la.recueLe, auteur: la.par, ...ENTREES.FACTURE.ecrire.recue(la) }),
  });
  return depose
    ? { ok: true, valeur: { facture: depose.doc, deja: depose.deja } }
    : refus(
        'FACTURE_DOUBLE',
        `une autre facture ${DISPOSITIFS_EN_MOTS[nature]} du ${arrondissementEnMots(arrondissement)} arrondissement est déjà rangée pour ${moisEnMots(mois)}. Voyez avec le Département laquelle vaut`,
      );
};
