import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import type { Facture, FactureMontree } from '#shared/contrats/financement/envoi';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import { ecrireLot, lirePlage, lireUn } from '../../../ports/documents';
import { tracer } from '../../audit/tracer';
import type { PortsEnvois } from '../envois/ports';

type Lecteur = { identifiant: string; antennes: readonly Antenne[] };
type Ports = Pick<PortsEnvois, 'magasin' | 'horloge' | 'reserve'>;

/** A month's invoices of those antennas alone; new for who has not opened them yet. */
export const listerFactures = async (p: Ports, mois: Mois, l: Lecteur): Promise<FactureMontree[]> =>
  (await lirePlage<Facture>(p.magasin, BASE_CENTRALE, { debut: `facture:${mois}:`, fin: `facture:${mois};` }))
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
  const f = id.startsWith('facture:') ? await lireUn<Facture>(p.magasin, BASE_CENTRALE, id) : undefined;
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
    action: 'FACTURE',
    objet: `ouverte ${f._id}`,
  });
  if (!f.lecteurs.includes(l.identifiant))
    // Two who open it at once: one of them sees it as new once more.
    await ecrireLot(p.magasin, BASE_CENTRALE, [{ ...f, lecteurs: [...f.lecteurs, l.identifiant] }]);
  return { ok: true, valeur: { nom: f.nom, octets } };
};
