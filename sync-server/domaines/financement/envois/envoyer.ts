import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import {
  type BilanEnvoi,
  DESTINATIONS,
  type Destination,
  type Envoi,
  ETATS_ENVOI,
} from '#shared/contrats/financement/envoi';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { direAttendus, MOIS_A_ENVOYER } from '#shared/domain/dases/attendus';
import {
  demandePerimee,
  demander,
  echouer,
  estDemande,
  estParti,
  estReserve,
  type Geste,
  peutPasser,
  sansDemande,
} from '#shared/domain/dases/envoi';
import { deMois } from '#shared/mots/dates';
import { majuscule } from '#shared/mots/textes';
import { ajouterMois, moisParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { ErreurRefusee } from '../../../socle/travaux';
import { refusPourDeBon } from '../../../store/inventaire/pour-de-bon';
import type { Stocke } from '../../../store/lire';
import { lireSur, plageType } from '../../../store/types';
import { type Ecrite, ENTREES, tracer } from '../../audit';
import { reglagesManquants } from '../dases/fabriquer';
import { refusMoisOuvert } from '../dases/mois-figes';
import { etatProForma } from '../pro-forma/etat';
import { lireAttendus } from './attendus';
import { ecrireEnvoi } from './documents';
import { bilan, enCours, livrer } from './livrer';
import type { PortsEnvois } from './ports';
import { preparer } from './preparer';

/** [CL-6] Nothing leaves for the DASES before each antenna has validated its pro forma. */
const refusProForma = async (p: PortsEnvois, mois: Mois): Promise<Refusee | undefined> => {
  const etats = await etatProForma(p.magasin, mois);
  const nommer = (etat: 'ATTENTE' | 'REFUSE'): string[] =>
    etats
      .filter((e) => e.etat === etat)
      .map((e) => `${libelleAntenne(e.antenne)}${e.motif === undefined ? '' : ` (« ${e.motif} »)`}`);
  const [attente, refuses] = [nommer('ATTENTE'), nommer('REFUSE')];
  if (attente.length + refuses.length === 0) return undefined;
  const phrases = [
    ...(attente.length > 0 ? [`n’est pas encore validé par ${attente.join(', ')}`] : []),
    ...(refuses.length > 0 ? [`est refusé par ${refuses.join(', ')}`] : []),
  ];
  return refuser(
    'PRO_FORMA',
    `Rien n’est parti : le pro forma ${deMois(mois)} ${phrases.join(', et ')}. Chaque antenne le valide dans Préfacturation ; envoyez ensuite.`,
  );
};

const refusReglages = (p: PortsEnvois, destination: Destination): Refusee | undefined => {
  if (!p.depots[destination])
    return refuser(
      'DEPOT_NON_REGLE',
      `Aucun dépôt n’est réglé pour ${DESTINATIONS[destination]} : donnez ${destination === 'DASES' ? 'DASES_DEPOT' : 'MILLESIME_RETOUR'}, puis relancez le service.`,
    );
  const manquants = destination === 'DASES' ? reglagesManquants(p) : [];
  return manquants.length === 0
    ? undefined
    : refuser(
        'ESPPADOM_NON_REGLE',
        `Le message ESPPADOM attend encore du Département : ${manquants.join(', ')}. Donnez-les dans la table de la DASES (DASES_TABLE, partie esppadom), ou « ecrit »: false s’il ne prend que les fichiers CSV.`,
      );
};

const RIEN = 'Rien n’est parti.';

/** [CL-4] A month leaves after those that it may rectify. */
const refusAttendus = async (
  p: PortsEnvois,
  quoi: { mois: Mois; destination: Destination },
): Promise<Refusee | undefined> => {
  const dits = direAttendus((await lireAttendus(p.magasin, quoi)).attendus, quoi.destination);
  return dits === undefined
    ? undefined
    : refuser(
        'MOIS_PRECEDENT',
        `${RIEN} ${majuscule(dits)} Remis autrement, l’exploitant passe outre : « telegestion envoyer » avec --motif.`,
      );
};

/**
 * [CL-6] Sends the month's files that have not left; what was refused leaves again by `renvoyer`. `motif`: why it leaves though an
 * earlier month has not.
 */
export const envoyer = async (
  p: PortsEnvois,
  c: { mois: Mois; destination: Destination; auteur: string; motif?: string | undefined },
): Promise<Resultat<BilanEnvoi[]>> => {
  const refus =
    refusReglages(p, c.destination) ??
    (await refusPourDeBon(p, RIEN)) ??
    (c.destination === 'DASES'
      ? ((await refusMoisOuvert(p.magasin, c.mois)) ?? (await refusProForma(p, c.mois)))
      : undefined) ??
    (c.motif === undefined ? await refusAttendus(p, c) : undefined);
  if (refus) return refus;
  const prepares = await preparer(p, c);
  if (!prepares.ok) return prepares;
  const bilans: BilanEnvoi[] = [];
  const partent: string[] = [];
  for (const e of prepares.valeur) {
    if (e.etat !== 'PREPARE') {
      bilans.push({ nom: e.nom, etat: e.etat, deja: true });
      continue;
    }
    if (estReserve(e, p.horloge())) {
      bilans.push(enCours(e));
      continue;
    }
    partent.push(e.nom);
    const dit = c.motif === undefined ? e : { ...e, passeOutre: c.motif };
    bilans.push(await demanderEtLivrer(p, dit, { auteur: c.auteur }));
  }
  const { destination, mois } = c;
  if (partent.length > 0)
    await noter(
      p,
      c.auteur,
      ENTREES.ENVOI.ecrire.mois({ destination, mois, noms: partent, avecMotif: c.motif !== undefined }),
    );
  return { ok: true, valeur: bilans };
};

const noter = (p: PortsEnvois, auteur: string, envoye: Ecrite<'ENVOI'>): Promise<void> =>
  tracer(p.magasin, { instant: p.horloge(), auteur, ...envoye });

const demanderEtLivrer = async (p: PortsEnvois, e: Stocke<Envoi>, g: Omit<Geste, 'instant'>): Promise<BilanEnvoi> => {
  const demande = await ecrireEnvoi(p.magasin, {
    ...demander(e, { ...g, instant: p.horloge() }),
    _rev: e._rev,
  });
  if (!demande) return enCours(e);
  return livrer(p, demande);
};

/**
 * Sends once more a file that has left and was refused, or has had no answer: the same bytes, or the new ones after a refusal. Asked for
 * again under the id of its click, it does not leave twice.
 */
export const renvoyer = async (
  p: PortsEnvois,
  c: { id: string; auteur: string; demande?: string },
): Promise<Resultat<BilanEnvoi>> => {
  const e = c.id.startsWith('envoi:') ? await lireSur(p.magasin, 'envoi', c.id, {}) : undefined;
  if (e?.type !== 'envoi')
    return refuser('ENVOI_INCONNU', 'Cet envoi n’existe pas : rechargez la page, et choisissez-le dans la liste.');
  if (c.demande !== undefined && estDemande(e, c.demande)) return { ok: true, valeur: bilan(e) };
  // Asked for anew while it leaves, it would be written over, and leave twice.
  if (estReserve(e, p.horloge())) return { ok: true, valeur: enCours(e) };
  const refus =
    refusReglages(p, e.destination) ??
    (await refusPourDeBon(p, RIEN)) ??
    (e.destination === 'DASES' ? await refusProForma(p, e.mois) : undefined) ??
    // Prepared, and never asked for with its month.
    (estParti(e) || e.demande ? undefined : await refusAttendus(p, e));
  if (refus) return refus;
  if (e.etat === 'SANS_OBJET')
    return refuser(
      'ENVOI_SANS_OBJET',
      `${e.nom} n’est plus un fichier du mois : les réglages ou les données ne le font plus. S’il doit partir, rétablissez-les, puis préparez le mois de nouveau.`,
    );
  if (!peutPasser(e.etat, 'RENVOYE'))
    return refuser(
      'ENVOI_ACQUITTE',
      `${e.nom} est ${ETATS_ENVOI[e.etat].libelle.toLowerCase()} : le destinataire l’a pris, il n’y a rien à renvoyer.`,
    );
  const fait = await demanderEtLivrer(p, e, {
    auteur: c.auteur,
    ...(c.demande === undefined ? {} : { demande: c.demande }),
  });
  await noter(p, c.auteur, ENTREES.ENVOI.ecrire.encore(e));
  return { ok: true, valeur: fait };
};

const PLUS_VALIDE = 'une antenne ne valide plus son pro forma : renvoyez quand toutes l’auront validé';

/** Tries again what a depot did not take, when its time has come; how many files left. */
export const reprendreEnvois = async (p: PortsEnvois): Promise<number> => {
  const maintenant = p.horloge();
  const depuis = ajouterMois(moisParis(maintenant), -MOIS_A_ENVOYER);
  const tous = await plageType(p.magasin, 'envoi', {}, { de: depuis });
  let partis = 0;
  for (const e of tous) {
    if (demandePerimee(e)) {
      // Written by another meanwhile, it is looked at again the next time.
      await ecrireEnvoi(p.magasin, { ...sansDemande(e), _rev: e._rev });
      continue;
    }
    if (!e.demande || e.demande.abandon || e.demande.prochainLe > maintenant) continue;
    // Told by the journal of jobs, and tried again in a few minutes.
    const enRetard = await refusPourDeBon(p, RIEN);
    if (enRetard) throw new ErreurRefusee(enRetard.refus);
    // [CL-6] An antenna may have taken its word back while the depot was away: a person asks again.
    if (e.destination === 'DASES' && (await refusProForma(p, e.mois))) {
      await ecrireEnvoi(p.magasin, { ...echouer(e, PLUS_VALIDE, true, maintenant), _rev: e._rev });
      continue;
    }
    partis += Number((await livrer(p, e)).raison === undefined);
  }
  return partis;
};
