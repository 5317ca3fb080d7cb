import { CHEMIN_TETES } from '#shared/domain/releve/chemins';
import { ouvrirArchive } from '../../../adapters/dossier';
import { ErreurRefusee } from '../../../socle/travaux';
import type { Autorite } from '../horodatage/autorite';
import { archiverManquants } from '../releves/archiver-manquants';
import { horodaterArchive } from '../releves/horodater';
import { estDue } from './journal';
import { type PortsPurge, purger } from './purger';

export type TravauxConservation = {
  /** How many statements of closed months came into the archive, which did not have them. */
  archiver: () => Promise<number>;
  /** Asks again for the time-stamp that the last archived month still lacks; 1 where it came. Fails while the authority gives none. */
  horodater: () => Promise<number>;
  /** How many documents and statements were deleted. */
  purger: () => Promise<number>;
};

export const travauxConservation = (p: PortsPurge & { autorite: Autorite | undefined }): TravauxConservation => ({
  archiver: async () => {
    const r = await archiverManquants(p);
    if (!r.ok) throw new ErreurRefusee(r.refus);
    return r.valeur;
  },
  horodater: async () => {
    if (!p.autorite || !(await ouvrirArchive(p.dossier).existe(CHEMIN_TETES))) return 0;
    const r = await horodaterArchive(p.dossier, p);
    if (r && !r.ok) throw new ErreurRefusee(r.refus);
    const rapport = r?.valeur;
    // Nobody would look in the archive for it: months that stay undated are told as any job that fails.
    if (rapport?.etat === 'ABSENT') throw new ErreurRefusee({ code: rapport.code, message: rapport.motif });
    return rapport?.etat === 'DATE' ? 1 : 0;
  },
  purger: async () => {
    if (!(await estDue(p.magasin, p.horloge()))) return 0;
    const r = await purger(p, { auteur: 'SERVEUR', aBlanc: false });
    if (!r.ok) throw new ErreurRefusee(r.refus);
    return r.valeur.lignes.reduce((n, l) => n + l.nombre, 0);
  },
});
