import {
  CODES_DESTINATIONS,
  type Envoi,
  type EnvoiMontre,
  type FichierEcarte,
  type PageEnvois,
} from '#shared/contrats/financement/envoi';
import { idCloture } from '#shared/contrats/ids';
import { aDesLignes } from '#shared/domain/dases/attendus';
import { premierDepart } from '#shared/domain/dases/envoi';
import type { Mois } from '#shared/temps/types';
import { lireSur, plageType } from '../../../store/types';
import { lireEcartes, NOM_TU } from '../../dossiers';
import { etatProForma } from '../pro-forma/etat';
import { lireAttendus } from './attendus';
import { lireEnvois, soucheEnvoi } from './documents';
import type { PortsEnvois } from './ports';
import { estRestitution } from './sans-suivi';

/** Answers put aside that a page shows: the last ones. */
const ECARTES_MAX = 20;

const montrer = (e: Envoi, complet: boolean): EnvoiMontre => ({
  id: e._id,
  destination: e.destination,
  nom: e.nom,
  octets: e.octets,
  lignes: e.lignes,
  etat: e.etat,
  historique: e.historique.map(({ etat, auteur, instant }) => ({ etat, instant, ...(complet ? { auteur } : {}) })),
  nombreMotifs: e.motifs.length,
  ...(complet ? { motifs: e.motifs } : {}),
  ...(e.demande ? { demande: sansAuteur(e.demande) } : {}),
});

/**
 * For who reads no names: the other side's folder is theirs, and they may have written anything in a name, a column or a row, which a
 * reason quotes. The name that answers a sending says nothing of anybody; of why it was not taken, that it was not.
 */
const taire = (ecartes: readonly FichierEcarte[], attendus: ReadonlySet<string>): FichierEcarte[] =>
  ecartes.map((e) =>
    attendus.has(e.nom) || estRestitution(e.nom.replace(/^RETOUR_/, ''))
      ? { ...e, raison: 'cette réponse ne peut pas être prise ; le service central peut lire pourquoi' }
      : {
          ...e,
          nom: NOM_TU,
          raison: 'son nom n’est pas celui d’une réponse à l’un de nos envois ; le service central peut le lire',
        },
  );

const sansAuteur = ({ auteur, ...d }: NonNullable<Envoi['demande']>) => d;

/** The month's sendings. `complet`: with people's names and the other side's words; without, states alone. */
export const listerEnvois = async (
  p: PortsEnvois,
  mois: Mois,
  o: { complet: boolean; peutEnvoyer: boolean },
): Promise<PageEnvois> => {
  const [envois, proFormas] = await Promise.all([lireEnvois(p.magasin, mois), etatProForma(p.magasin, mois)]);
  const depart = premierDepart(envois.filter((e) => e.destination === 'DASES'));
  const antennes = await Promise.all(
    proFormas.map(async (dit) => {
      const { antenne } = dit;
      const cloture = await lireSur(p.magasin, 'cloture', idCloture(mois), { antenne });
      const apres = depart !== undefined && cloture !== undefined && cloture.instant > depart && aDesLignes(cloture);
      return {
        antenne,
        close: cloture !== undefined,
        ...(apres ? { apresDepart: true } : {}),
        proForma: dit.etat,
        ...(o.complet
          ? {
              ...(dit.auteur === undefined ? {} : { auteur: dit.auteur }),
              ...(dit.instant === undefined ? {} : { instant: dit.instant }),
              ...(dit.motif === undefined ? {} : { motif: dit.motif }),
            }
          : {}),
      };
    }),
  );
  const lus = CODES_DESTINATIONS.map(async (destination) =>
    (await lireEcartes(p.magasin, destination, 'retours')).slice(0, ECARTES_MAX),
  );
  const aTaire = !o.complet && (await Promise.all(lus)).some((l) => l.length > 0);
  const attendus = new Set(
    aTaire ? (await plageType(p.magasin, 'envoi', {})).map((e) => `RETOUR_${soucheEnvoi(e.nom)}.csv`) : [],
  );
  const destinations = await Promise.all(
    CODES_DESTINATIONS.map(async (destination, n) => {
      const ecartes = (await lus[n]) ?? [];
      return {
        destination,
        ...(p.depots[destination] ? { depot: p.depots[destination].libelle } : {}),
        envois: envois.filter((e) => e.destination === destination).map((e) => montrer(e, o.complet)),
        ecartes: o.complet ? ecartes : taire(ecartes, attendus),
        ...(await lireAttendus(p.magasin, { mois, destination })),
      };
    }),
  );
  return { mois, peutEnvoyer: o.peutEnvoyer, antennes, destinations };
};
