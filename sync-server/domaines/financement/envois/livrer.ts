import { ulid } from 'ulid';
import { type BilanEnvoi, DESTINATIONS, type Envoi } from '#shared/contrats/financement/envoi';
import { deposer, echouer, estParti, estReserve } from '#shared/domain/dases/envoi';
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

/** Another is sending it: nothing is asked for in its place, and its line says later what came of it. */
export const enCours = (e: Envoi): BilanEnvoi => ({
  nom: e.nom,
  etat: e.etat,
  raison: 'un envoi de ce fichier est déjà en cours',
  enCours: true,
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

const ECRITURES_MAX = 5;

/**
 * What came of it, on the file as it is now: written meanwhile, it is still ours as long as it bears our token. Held too long, another
 * has taken it since, and says what became of it.
 */
const noterIssue = async (p: PortsEnvois, tenu: Stocke<Envoi>, r: ResultatDepot): Promise<BilanEnvoi> => {
  const instant = p.horloge();
  let vu = tenu;
  for (let n = 0; n < ECRITURES_MAX; n++) {
    const apres = r.ok ? deposer(vu, instant) : echouer(vu, r.raison, r.definitif, instant);
    const ecrit = await ecrireEnvoi(p.magasin, { ...apres, _rev: vu._rev });
    if (ecrit) return bilan(ecrit);
    const relu = await lireType(p.magasin, 'envoi', tenu._id, {});
    if (!relu || relu.reservation?.jeton !== tenu.reservation?.jeton) return bilan(relu ?? tenu);
    vu = relu;
  }
  return bilan(vu);
};

/**
 * Sends one file that is asked for, and notes what became of it. One sender at a time, whatever the process: the others leave it.
 * A deposit that could not be noted (crash) is found in place by the next attempt, later than what asked for it, and not made twice.
 */
export const livrer = async (p: PortsEnvois, connu: Stocke<Envoi>): Promise<BilanEnvoi> => {
  const maintenant = p.horloge();
  if (estReserve(connu, maintenant)) return enCours(connu);
  const jeton = ulid();
  const jusqua = instantDe(epochMs(maintenant) + RESERVATION_MIN * 60_000);
  const tenu = await ecrireEnvoi(p.magasin, { ...connu, reservation: { jeton, jusqua } });
  if (!tenu) return enCours(connu);
  return noterIssue(p, tenu, await tenter(p, tenu));
};
