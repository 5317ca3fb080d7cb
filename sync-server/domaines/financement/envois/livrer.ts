import { ulid } from 'ulid';
import { type BilanEnvoi, DESTINATIONS, type Envoi } from '#shared/contrats/financement/envoi';
import { deposer, echouer, estParti } from '#shared/domain/dases/envoi';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { ResultatDepot } from '../../../ports/depot-distant';
import type { Stocke } from '../../../store/lire';
import { lireType } from '../../../store/types';
import { ecrireEnvoi } from './documents';
import type { PortsEnvois } from './ports';

/** Longer than any exchange: who died while sending holds the file no longer than that. */
const RESERVATION_MIN = 15;

/** What became of a file, as it is now. */
export const bilan = (e: Envoi): BilanEnvoi => ({
  nom: e.nom,
  etat: e.etat,
  ...(e.demande?.raison === undefined ? {} : { raison: e.demande.raison }),
  ...(e.demande?.abandon === undefined ? {} : { abandon: e.demande.abandon }),
});

const tenter = async (p: PortsEnvois, e: Envoi): Promise<ResultatDepot> => {
  const depot = p.depots[e.destination];
  if (!depot)
    return { ok: false, definitif: true, raison: `le dépôt de ${DESTINATIONS[e.destination]} n’est plus réglé` };
  if (!(await p.reserve.intact(e.empreinte)))
    return {
      ok: false,
      definitif: true,
      raison: 'le fichier préparé manque ou a été modifié sur notre disque : préparez-le de nouveau',
    };
  const { nom, empreinte, octets, demande } = e;
  return depot.deposer(
    { nom, empreinte, octets, chemin: p.reserve.chemin(empreinte) },
    // A file of that name that we have never sent is not ours to replace. One that has left and is asked for once more leaves once
    // more, where its receiver leaves files in place too.
    {
      remplacer: estParti(e),
      ...(estParti(e) && demande ? { depuisMs: () => epochMs(p.horloge()) - epochMs(demande.demandeLe) } : {}),
    },
  );
};

/**
 * Sends one file that is asked for, and notes what became of it. One sender at a time, whatever the process: the others leave it.
 * A deposit that could not be noted (crash) is found in place by the next attempt, later than what asked for it, and not made twice.
 */
export const livrer = async (p: PortsEnvois, connu: Stocke<Envoi>): Promise<BilanEnvoi> => {
  const maintenant = p.horloge();
  if (connu.reservation && connu.reservation.jusqua > maintenant)
    return { ...bilan(connu), raison: 'un envoi de ce fichier est déjà en cours' };
  const jeton = ulid();
  const jusqua = instantDe(epochMs(maintenant) + RESERVATION_MIN * 60_000);
  const tenu = await ecrireEnvoi(p.magasin, { ...connu, reservation: { jeton, jusqua } });
  if (!tenu) return { ...bilan(connu), raison: 'un envoi de ce fichier est déjà en cours' };
  const r = await tenter(p, tenu);
  const instant = p.horloge();
  const apres = r.ok ? deposer(tenu, instant) : echouer(tenu, r.raison, r.definitif, instant);
  const ecrit = await ecrireEnvoi(p.magasin, { ...apres, _rev: tenu._rev });
  // Held too long: another has taken it since, and says what became of it.
  if (!ecrit) return bilan((await lireType(p.magasin, 'envoi', connu._id, {})) ?? tenu);
  return bilan(ecrit);
};
