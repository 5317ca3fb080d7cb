import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import {
  type Destination,
  type Envoi,
  ETATS_ENVOI,
  type FichierEcarte,
  type MotifRetour,
} from '#shared/contrats/financement/envoi';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { attendReponse, ecarterReponse, estReserve, peutPasser, repondre } from '#shared/domain/dases/envoi';
import { lireFichier } from '#shared/formats/codec-lecture';
import { RETOUR } from '#shared/formats/retour/retour';
import type { FichierVu } from '../../../ports/depot-distant';
import { erreurIllisible } from '../../../store/illisible';
import type { Stocke } from '../../../store/lire';
import { plageTriee } from '../../../store/types';
import { ENTREES, tracer } from '../../audit';
import { decoder, dejaVus, direLien, noterVu } from '../../dossiers';
import { ecrireEnvoi, soucheEnvoi } from './documents';
import type { PortsEnvois } from './ports';
import { direRefusSansSuivi } from './sans-suivi';

const NOM = /^RETOUR_(.+)\.csv$/;
const OCTETS_MAX = 5_000_000;

const refus = (raison: string): { ok: false; raison: string } => ({ ok: false, raison });
type Lu = { ok: true; fichier: string; etat: 'ACQUITTE' | 'REFUSE'; motifs: MotifRetour[]; empreinte?: string };

/** What an answer says, or why it says nothing that can be believed: a row that cannot be read refuses the whole of it. */
const lireRetour = (nom: string, octets: Uint8Array): Lu | { ok: false; raison: string } => {
  const decode = decoder(octets);
  if (!decode.ok) return decode;
  const lu = lireFichier(RETOUR, decode.texte);
  if (!lu.ok) return refus(lu.raison);
  const [faute] = lu.refus;
  if (faute) return refus(`ligne ${faute.ligne}, ${faute.colonne} : ${faute.raison}`);
  const lignes = lu.lignes.map((l) => l.valeur);
  const [premiere] = lignes;
  if (!premiere) return refus('il n’a aucune ligne');
  if (lignes.some((l) => l.fichier !== premiere.fichier)) return refus('il répond à plusieurs fichiers à la fois');
  if (lignes.some((l) => l.statut !== premiere.statut)) return refus('il acquitte et refuse à la fois');
  const attendu = NOM.exec(nom)?.[1];
  if (soucheEnvoi(premiere.fichier) !== attendu)
    return refus(`son nom répond à ${attendu ?? '?'}, ses lignes à ${premiere.fichier}`);
  const empreinte = lignes.find((l) => l.empreinte !== undefined)?.empreinte;
  return {
    ok: true,
    fichier: premiere.fichier,
    etat: premiere.statut,
    motifs:
      premiere.statut === 'REFUSE'
        ? lignes.map((l) => ({ motif: l.motif ?? '', ...(l.ligne === undefined ? {} : { ligne: l.ligne }) }))
        : [],
    ...(empreinte === undefined ? {} : { empreinte }),
  };
};

/** Why it does not fit what we sent; undefined: it does. */
const inapplicable = (e: Envoi | undefined, r: Lu): string | undefined => {
  if (!e) return `${r.fichier} n’est pas un de nos envois, d’aucun mois`;
  if (e.etat === 'PREPARE') return `${r.fichier} n’est pas parti, ou doit repartir : il ne peut pas avoir de réponse`;
  if (e.etat === 'SANS_OBJET') return `${r.fichier} n’est plus un fichier du mois : il n’attend pas de réponse`;
  if (r.empreinte !== undefined && r.empreinte !== e.empreinte)
    return `il répond à une autre version de ${r.fichier} que celle qui est partie`;
  if (!peutPasser(e.etat, r.etat))
    return `${r.fichier} est déjà ${ETATS_ENVOI[e.etat].libelle.toLowerCase()} : deux réponses ne s’accordent pas`;
  return undefined;
};

const enTrainDePartir = (nom: string): Refusee =>
  refuser('ENVOI_EN_COURS', `${nom} répond à un fichier qui est en train de partir : il sera relu ensuite.`);

/** Why it is put aside; refused: it stays in its box, and is read again. */
const appliquer = async (
  p: PortsEnvois,
  destination: Destination,
  nom: string,
  r: Lu,
): Promise<Resultat<string | undefined>> => {
  const { lus, illisibles } = await plageTriee(p.magasin, 'envoi', {});
  const e: Stocke<Envoi> | undefined = lus.find((x) => x.destination === destination && x.nom === r.fichier);
  // It may be of that one: the answer waits in its box until it can be told.
  const [premier, ...autres] = illisibles;
  if (!e && premier !== undefined) throw erreurIllisible(p.magasin, BASE_CENTRALE, 'envoi', [premier, ...autres]);
  const sansSuivi = e ? undefined : await direRefusSansSuivi(p.magasin, destination, r.fichier);
  if (sansSuivi !== undefined)
    return {
      ok: true,
      valeur: r.etat === 'ACQUITTE' ? undefined : `${sansSuivi}. Motif : ${r.motifs.map((x) => x.motif).join(' ; ')}`,
    };
  // The same answer again.
  if (e?.etat === r.etat && JSON.stringify(e.motifs) === JSON.stringify(r.motifs))
    return { ok: true, valeur: undefined };
  // It may have left, and we died before we noted it: the next attempt finds it in place. Or it is being sent at this moment.
  const pasNote = e?.etat === 'PREPARE' && e.demande !== undefined && e.demande.abandon !== true;
  if (pasNote || (e !== undefined && estReserve(e, p.horloge()))) return enTrainDePartir(nom);
  const raison = inapplicable(e, r);
  if (raison !== undefined || !e) return { ok: true, valeur: raison };
  const instant = p.horloge();
  const ecrit = await ecrireEnvoi(p.magasin, {
    ...repondre(e, r.etat, r.motifs, { auteur: nom, instant }),
    _rev: e._rev,
  });
  if (!ecrit) throw new Error('retour non appliqué : écriture concurrente');
  await tracer(p.magasin, {
    instant,
    auteur: destination,
    ...ENTREES.RETOUR.ecrire.note({ mois: e.mois, nom: e.nom, etat: r.etat }),
  });
  return { ok: true, valeur: undefined };
};

const prendre = async (
  p: PortsEnvois,
  destination: Destination,
  vu: FichierVu,
): Promise<Resultat<string | undefined>> => {
  if (vu.lien) return { ok: true, valeur: direLien(vu) };
  if (!NOM.test(vu.nom)) return { ok: true, valeur: 'nom inconnu : RETOUR_<fichier envoyé>.csv est attendu' };
  if (vu.octets > OCTETS_MAX) return { ok: true, valeur: 'trop gros pour une réponse' };
  const depot = p.depots[destination];
  if (!depot) return { ok: true, valeur: undefined };
  const octets = await depot.lire('retours', vu.nom);
  if (!octets.ok) return octets;
  const lu = lireRetour(vu.nom, octets.valeur);
  if (!lu.ok) return { ok: true, valeur: lu.raison };
  return appliquer(p, destination, vu.nom, lu);
};

/** [AL-5] The file that it answers goes on waiting: who sends is told, since it may be a refusal. Refused: it is read again. */
const direEcartee = async (p: PortsEnvois, destination: Destination, nom: string): Promise<Resultat<undefined>> => {
  const souche = NOM.exec(nom)?.[1];
  const { lus } = await plageTriee(p.magasin, 'envoi', {});
  const siens = lus.filter((e) => e.destination === destination && soucheEnvoi(e.nom) === souche && attendReponse(e));
  for (const e of siens) {
    if (estReserve(e, p.horloge())) return enTrainDePartir(nom);
    if (!(await ecrireEnvoi(p.magasin, { ...ecarterReponse(e, { nom, instant: p.horloge() }), _rev: e._rev })))
      return enTrainDePartir(nom);
  }
  return { ok: true, valeur: undefined };
};

export type RapportReleve = { pris: string[]; ecartes: FichierEcarte[]; pannes: string[] };

/** Reads the answers that a destination left: each once, whole or not at all; what is put aside says why. */
export const releverRetours = async (p: PortsEnvois, destination: Destination): Promise<RapportReleve> => {
  const rapport: RapportReleve = { pris: [], ecartes: [], pannes: [] };
  const depot = p.depots[destination];
  if (!depot) return rapport;
  const vus = await depot.lister('retours');
  if (!vus.ok) return { ...rapport, pannes: [vus.refus.message] };
  const connus = await dejaVus(p.magasin, destination, 'retours');
  // Oldest first: a refusal, then what was sent again, then its acknowledgement.
  for (const vu of vus.valeur.filter((f) => !connus(f)).sort((a, b) => (a.modifieLe < b.modifieLe ? -1 : 1))) {
    const r = await prendre(p, destination, vu);
    if (!r.ok) {
      rapport.pannes.push(r.refus.message);
      continue;
    }
    const raison = r.valeur;
    const dite = raison === undefined ? undefined : await direEcartee(p, destination, vu.nom);
    if (dite?.ok === false) {
      rapport.pannes.push(dite.refus.message);
      continue;
    }
    await noterVu(p, { destination, boite: 'retours', vu, raison });
    if (raison === undefined) rapport.pris.push(vu.nom);
    else rapport.ecartes.push({ nom: vu.nom, instant: p.horloge(), raison });
  }
  return rapport;
};
