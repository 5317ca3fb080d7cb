import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import type { Facture, FactureMontree } from '#shared/contrats/financement/envoi';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import { changer, sansReponse } from '../../../store/ecrire';
import { lireType, plageType } from '../../../store/types';
import { ENTREES, tracer } from '../../audit';
import type { PortsEnvois } from '../envois/ports';

type Lecteur = { identifiant: string; antennes: readonly Antenne[] };
type Ports = Pick<PortsEnvois, 'magasin' | 'horloge' | 'reserve'>;

/** A month's invoices of those antennas alone; new for who has not opened them yet. */
export const listerFactures = async (p: Ports, mois: Mois, l: Lecteur): Promise<FactureMontree[]> =>
  (await plageType(p.magasin, 'facture', {}, { de: `${mois}:`, avant: `${mois};` }))
    .filter((f) => l.antennes.includes(f.antenne))
    .map(({ _id, _rev, type, empreinte, lecteurs, annonceeLe, ...f }) => ({
      ...f,
      id: _id,
      nouvelle: !lecteurs.includes(l.identifiant),
    }));

const ABSENTE = refuser(
  'FACTURE_ABSENTE',
  'Cette facture n’existe pas, ou n’est pas de vos antennes. Choisissez-la dans la liste.',
);

/** Opens one: audited before the bytes are given. */
export const ouvrirFacture = async (
  p: Ports,
  id: string,
  l: Lecteur,
): Promise<Resultat<{ nom: string; octets: Uint8Array }>> => {
  const f = id.startsWith('facture:') ? await lireType(p.magasin, 'facture', id, {}) : undefined;
  if (f?.type !== 'facture' || !l.antennes.includes(f.antenne)) return ABSENTE;
  const octets = (await p.reserve.intact(f.empreinte)) ? await p.reserve.lire(f.empreinte) : undefined;
  if (!octets)
    return refuser(
      'FACTURE_PERDUE',
      `${f.nom} manque ou a été modifié sur le disque du service : faites-le remettre depuis une sauvegarde.`,
    );
  await tracer(p.magasin, {
    instant: p.horloge(),
    auteur: l.identifiant,
    ...ENTREES.FACTURE.ecrire.ouverte(f),
  });
  const { identifiant } = l;
  sansReponse(
    await changer<Facture>(p.magasin, BASE_CENTRALE, id, (la) =>
      la.lecteurs.includes(identifiant) ? undefined : { ...la, lecteurs: [...la.lecteurs, identifiant] },
    ),
  );
  return { ok: true, valeur: { nom: f.nom, octets } };
};
