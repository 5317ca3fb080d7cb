import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Refus } from '#shared/contrats/commun';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { lireNomFichier, type NomFichier, ordreDePrise } from '#shared/formats/nom-fichier';
import { dateEntiere } from '#shared/mots/dates';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import type { Rattraper } from '../../../ports/rattraper';
import { tousFinis } from '../../../socle/tous-finis';
import { assurerBases } from '../../../store/bases';
import { refusRetard } from '../../../store/grappe/grappe';
import { ouvrirInventaire } from '../../../store/inventaire/ouvrir';
import type { Magasin } from '../../../store/lire';
import { ecrireEnUneFois, type Garde, type Jalon, rejouerLots } from '../../../store/lots';
import { avecVerrou, ErreurVerrouPerdu, exigerVerrou } from '../../../store/verrou';
import { ENTREES, tracer } from '../../audit';
import { noterReception } from '../echanges/receptions';
import type { Hasard } from '../plans/codes';
import type { Lecture } from '../plans/lecture';
import type { Plan } from '../plans/plan';
import type { PlanCorrections } from '../plans/plan-corrections';
import { type ContexteImport, type FichierConnu, planifier } from '../plans/planifier';
import { lireVerdictsDuFichier } from '../plans/verdicts';
import { type Contenu, type FichierOuvert, ouvrirFichier } from './contenu';
import {
  completerImport,
  type DocImport,
  dernierImport,
  dernierNom,
  docImport,
  estChangeDepuis,
  lignesRefusees,
  nombreRefusees,
} from './journal-imports';
import { type RapportFichier, type RapportImport, rapportVide } from './rapport';
import { lireSequences, memeQueLeDernier, noterRelecture, redire, renommerRelecture, rienDeNeuf } from './relecture';
import { piecesDesReleves } from './releves-repris';

export type PortsImport = {
  magasin: Magasin;
  horloge: Horloge;
  hasard: Hasard;
  auteur: string;
  rattraper: Rattraper;
  /** What is being done, for the impatient. */
  progres?: (texte: string) => void;
  jalon?: Jalon;
  /** Where the statements of the former system are put away; absent, none is taken. */
  releves?: string;
  /** false: whoever calls keeps the report himself. */
  noterReception?: boolean;
};

export type CommandeImport = {
  dossier: string;
  confirmer?: boolean;
  /** Where nobody looks: a file dated after that day, which would keep out all those before it, waits for a person. */
  jusquau?: DateCivile;
  /** Since when its files have waited for a person: what was taken of their names since stands. */
  attendDepuis?: Instant;
};

/** Takes every known file of a folder, in the right order; the answer says what became of each. */
export const importer = async (p: PortsImport, commande: CommandeImport): Promise<RapportImport> => {
  let noms: string[];
  let liens: string[];
  try {
    const entrees = await readdir(commande.dossier, { withFileTypes: true });
    noms = entrees.filter((e) => e.isFile()).map((e) => e.name);
    liens = entrees
      .filter((e) => e.isSymbolicLink())
      .map((e) => `${e.name} (lien, non suivi : déposez le fichier lui-même)`);
  } catch {
    const message = `Le dossier « ${resolve(commande.dossier)} » ne peut pas être lu : vérifiez son nom et ses droits.`;
    return { fichiers: [], ignores: [], refus: { code: 'DOSSIER_ILLISIBLE', message } };
  }
  const rapport = await avecVerrou(p.magasin, p.horloge, (jeton) =>
    prendreDossier({ ...p, garde: () => exigerVerrou(p.magasin, jeton) }, commande, noms),
  );
  if (rapport) {
    // What a link points to, which we may read and who laid it there may not, would be taken for their file.
    rapport.ignores.push(...liens);
    // The same files again leave no trace: nothing was written.
    const rien = rapport.fichiers.every((f) => (f.etat === 'DEJA_IMPORTE' || f.etat === 'INCHANGE') && !f.identiqueAu);
    if (p.noterReception !== false && !rien)
      await noterReception(p.magasin, { instant: p.horloge(), auteur: p.auteur, origine: 'COMMANDE', rapport });
    return rapport;
  }
  const message = 'Un import ou une clôture est déjà en cours : attendez sa fin, puis relancez.';
  return { fichiers: [], ignores: [], refus: { code: 'IMPORT_EN_COURS', message } };
};

const RELEVES = 'RELEVES.csv';
const RIEN = 'Rien n’a été importé.';
/** Times that a file is read again since the nodes were telling each other what had just been written. */
const REPRISES = 3;

/** `differer`: a last reading of a file that was taken, on which its report does not depend: done before the next file is taken, or at the end. */
type PortsTenus = PortsImport & { garde: Garde; differer: (lecture: () => Promise<void>) => void };

type ContenuLu = Extract<Contenu, { ok: true }>;

/** Documents that the store is long enough to write: the next file is read meanwhile. */
const LONG_A_ECRIRE = 2_000;

const prendreDossier = async (
  ports: Omit<PortsTenus, 'differer'>,
  commande: CommandeImport,
  noms: string[],
): Promise<RapportImport> => {
  const differees: (() => Promise<void>)[] = [];
  const p: PortsTenus = { ...ports, differer: (lecture) => void differees.push(lecture) };
  const faireDifferees = async (): Promise<void> => {
    for (const lecture of differees.splice(0)) await lecture();
  };
  const enRetard = await refusRetard(p.magasin, RIEN);
  if (enRetard) return { fichiers: [], ignores: [], refus: enRetard.refus };
  const { rejoues } = await rejouerLots(p.magasin);
  // Before anything comes: what this import brings is then counted as it is written.
  await ouvrirInventaire(p.magasin, p.horloge());
  const lus = noms.map(lireNomFichier);
  const pieces = noms.includes(RELEVES)
    ? piecesDesReleves(await readFile(join(commande.dossier, RELEVES)).catch(() => new Uint8Array()))
    : new Set<string>();
  const ignores = lus.filter((f) => f.sorte === 'inconnu' && !pieces.has(f.nom)).map((f) => f.nom);
  const aPrendre = lus.filter((f) => f.sorte !== 'inconnu').sort(ordreDePrise);
  const fichiers: RapportFichier[] = [];
  // Corrections name interventions: the punches before them must be paired first, and those after them, then.
  let aRattraper = rejoues.length > 0;
  const ouvrir = (f: NomFichier): FichierOuvert => ouvrirFichier(join(commande.dossier, f.nom));
  let ouvert: FichierOuvert | undefined;
  let retard: Refus | undefined;
  for (const [rang, f] of aPrendre.entries()) {
    const courant = ouvert ?? ouvrir(f);
    const suivant = aPrendre[rang + 1];
    const apres = suivant && ouvrir(suivant);
    ouvert = apres;
    // It notes what is there now: not what the next file brings.
    await faireDifferees();
    p.progres?.(`${f.nom}…`);
    const contenu = await courant.lire();
    if (!contenu.ok) {
      fichiers.push({ ...rapportVide(f.nom, '', 'REFUSE'), refusFichier: { raison: contenu.raison } });
      continue;
    }
    const { empreinte } = contenu;
    if (f.sorte === 'mal-nomme') {
      fichiers.push({ ...rapportVide(f.nom, empreinte, 'REFUSE'), refusFichier: { raison: f.raison } });
      continue;
    }
    if (f.genre === 'CORRECTIONS') {
      await p.rattraper('VISITES');
      aRattraper = true;
    }
    const devancer = async (): Promise<void> => {
      if (suivant?.sorte === 'connu') await apres?.devancer(suivant.genre);
    };
    const rapport = await prendreFichier({ ...p, devancer }, f, contenu, commande).catch(perdu);
    if (!rapport) return { fichiers, ignores, refus: suspendu(f.nom) };
    if ('retard' in rapport) {
      retard = rapport.retard;
      break;
    }
    aRattraper ||= rapport.etat === 'IMPORTE';
    fichiers.push(rapport);
  }
  const finir = async (): Promise<void> => {
    if (!aRattraper) return;
    p.progres?.('Appariement…');
    await p.rattraper();
  };
  // Each waits for the store while the other computes. Both are over before the lock is given back.
  await tousFinis([finir(), faireDifferees()]);
  if (retard) return { fichiers, ignores, refus: retard };
  if (fichiers.length > 0) return { fichiers, ignores };
  const message = `Aucun fichier à importer dans « ${commande.dossier} » : les noms attendus sont dans la documentation des formats.`;
  return { fichiers, ignores, refus: { code: 'RIEN_A_IMPORTER', message } };
};

const perdu = (e: unknown): undefined => {
  if (!(e instanceof ErreurVerrouPerdu)) throw e;
};
const suspendu = (nom: string): Refus => ({
  code: 'IMPORT_SUSPENDU',
  message: `L’import a été suspendu plus de cinq minutes, et une autre écriture a commencé depuis : il s’arrête à ${nom}. Relancez-le : ce qui n’a pas été pris le sera.`,
});

/** A node catches up: nobody's fault, and nothing to decide. The file is taken the next time. */
type Retard = { retard: Refus };

const pasEncoreVenue = (date: DateCivile): string =>
  `la date du nom n’est pas encore venue (${dateEntiere(date)}) : écartez ce fichier, puis déposez-le sous la date de son jour ; pris tel quel, il ferait refuser tous ceux d’avant cette date`;

const prendreFichier = async (
  p: PortsTenus & { devancer: () => Promise<void> },
  f: FichierConnu,
  contenu: ContenuLu,
  commande: CommandeImport,
  reprises = REPRISES,
): Promise<RapportFichier | Retard> => {
  const { empreinte } = contenu;
  const refuser = (r: { raison: string; ligne?: number; colonne?: string }): RapportFichier => ({
    ...rapportVide(f.nom, empreinte, 'REFUSE'),
    refusFichier: r,
  });
  await assurerBases(p.magasin, [BASE_CENTRALE]);
  const dernier = await dernierImport(p.magasin, f.nom);
  const plusRecent = f.date ? await dernierNom(p.magasin, f.genre) : undefined;
  const depasse = plusRecent !== undefined && plusRecent > f.nom;
  // What was cut before the judge was heard is not known: read again, it is.
  const memesOctets = dernier?.empreinte === empreinte && !dernier.aJuger;
  // The same bytes are read again only where rows were refused: what they lacked may have come since.
  if (memesOctets && (depasse || dernier.rapport.refuses.length === 0)) {
    const lus = dernier.rapport.lus;
    return { ...rapportVide(f.nom, empreinte, 'DEJA_IMPORTE'), lus, inchanges: lus - nombreRefusees(dernier) };
  }
  if (memesOctets && (await rienDeNeuf(p.magasin, f, dernier, p.horloge()))) return redire(dernier);
  if (depasse)
    return refuser({
      raison: `fichier plus ancien que le dernier pris (${plusRecent}) : déposez celui du jour ; si c’est la date du dernier qui est fausse, prévenez le technicien`,
    });
  // Those that are read again with it have the bytes that were taken: they take nothing back.
  const { attendDepuis } = commande;
  const revient = attendDepuis !== undefined && dernier !== undefined && dernier.empreinte !== empreinte;
  if (revient && (await estChangeDepuis(p.magasin, f.nom, attendDepuis)))
    return refuser({ raison: 'un fichier du même nom a été pris pendant que celui-ci attendait : il est gardé' });
  if (f.date !== undefined && commande.jusquau !== undefined && f.date > commande.jusquau)
    return { ...rapportVide(f.nom, empreinte, 'EN_ATTENTE'), refusFichier: { raison: pasEncoreVenue(f.date) } };

  const meme = memesOctets
    ? undefined
    : await memeQueLeDernier(p.magasin, f, { plusRecent, empreinte, maintenant: p.horloge() });
  if (meme) return noterIdentique(p, f, meme, (dernier?.rang ?? 0) + 1);

  const decode = contenu.decoder();
  if (!decode.ok) return refuser({ raison: decode.raison });
  const contexte: ContexteImport = {
    magasin: p.magasin,
    instant: p.horloge(),
    hasard: p.hasard,
    confirmer: commande.confirmer ?? false,
    source: commande.dossier,
    releves: p.releves,
    refusees: memesOctets ? lignesRefusees(dernier) : undefined,
  };
  // Before anything is read: what is written meanwhile makes the file be read again.
  const sequences = await lireSequences(p.magasin, f.genre);
  const planifie = await planifier(f, decode.lecture, contexte);
  if ('fichierRefuse' in planifie) {
    const { ok: _, ...faute } = planifie.fichierRefuse;
    return refuser(faute);
  }
  const { plan, lus } = planifie;
  if ('refusFichier' in plan) return { ...refuser({ raison: plan.refusFichier }), lus };
  if ('attente' in plan)
    return { ...rapportVide(f.nom, empreinte, 'EN_ATTENTE'), lus, refusFichier: { raison: plan.attente } };
  if (plan.ecritures.length === 0 && memesOctets) {
    const rapport = await juger(p, plan, enRapport(f.nom, empreinte, lus, plan, 'INCHANGE'));
    await noterRelecture(p.magasin, f, { dernier, sequences, rapport, jusqua: plan.jusqua });
    return rapport;
  }
  const rapport = enRapport(f.nom, empreinte, lus, plan, 'IMPORTE');
  const rang = (dernier?.rang ?? 0) + 1;
  const entree = { genre: f.genre, nom: f.nom, empreinte, instant: contexte.instant, auteur: p.auteur, rang };
  const doc = docImport({ ...entree, rapport, ...('suivies' in plan ? { aJuger: true } : {}) });
  // What was planned on a copy that lags would be refused by the store, and taken for done.
  const enRetard = await refusRetard(p.magasin, `${f.nom} n’est pas pris, ni ceux qui le suivent.`);
  // What the file before this one made the nodes tell each other is waited for, and this one is read again.
  if (enRetard && reprises > 0 && !(await refusRetard(p.magasin, RIEN, true)))
    return prendreFichier(p, f, contenu, commande, reprises - 1);
  if (enRetard) return { retard: enRetard.refus };
  await plan.deposer?.();
  const ecrire = ecrireEnUneFois(p.magasin, doc, plan.ecritures, p.jalon, p.garde);
  await tousFinis([ecrire, plan.ecritures.length >= LONG_A_ECRIRE ? p.devancer() : undefined]);
  await tracer(p.magasin, {
    instant: contexte.instant,
    auteur: p.auteur,
    ...ENTREES.IMPORT.ecrire.pris({ nom: f.nom, empreinte }),
  });
  if ('suivies' in plan) await p.rattraper('VISITES');
  // Read again, all its rows would be known, and judged as they are: no file takes away what they name as long as the lock is held. A day
  // that the service pairs again meanwhile may; what is said of its rows is then that of before.
  const parLeJuge = 'suivies' in plan && plan.refus.length === 0;
  // Before the verdicts are read.
  const apres = parLeJuge ? await lireSequences(p.magasin, f.genre) : undefined;
  const juge = await juger(p, plan, rapport);
  const complet = docImport({ ...entree, rapport: juge });
  if (!isDeepStrictEqual(complet, doc)) await completerImport(p.magasin, complet);
  // It changed nothing: the next day's, if it has the same bytes, need not be read.
  if (plan.ecritures.length === 0) {
    const rien = { ...juge, etat: 'INCHANGE' } as const;
    await noterRelecture(p.magasin, f, { dernier: complet, sequences, rapport: rien, jusqua: plan.jusqua });
  } else if (juge.refuses.length > 0 && apres)
    await noterRelecture(p.magasin, f, {
      ...{ dernier: complet, sequences: apres, rapport: redire(complet), jusqua: plan.jusqua },
    });
  else if (juge.refuses.length > 0)
    p.differer(() => regarderEncore(p, f, { lecture: decode.lecture, contexte, dernier: complet }));
  return juge;
};

/** The next day's file, of the same bytes: it is the current one from now on, and what would be said of it is known. */
const noterIdentique = async (
  p: PortsTenus,
  f: FichierConnu,
  { dernier, date }: { dernier: DocImport; date: DateCivile },
  rang: number,
): Promise<RapportFichier> => {
  const rapport: RapportFichier = { ...redire(dernier), nom: f.nom, identiqueAu: date };
  const { empreinte } = dernier;
  const instant = p.horloge();
  const entree = { genre: f.genre, nom: f.nom, empreinte, instant, auteur: p.auteur, rang };
  await ecrireEnUneFois(p.magasin, docImport({ ...entree, rapport }), [], p.jalon, p.garde);
  const pris = ENTREES.IMPORT.ecrire.pris({ nom: f.nom, empreinte });
  await tracer(p.magasin, { instant, auteur: p.auteur, ...pris });
  await renommerRelecture(p.magasin, f);
  return rapport;
};

/** Once more, now that all is written: what the file still refuses is then known, and its next coming reads nothing. */
const regarderEncore = async (
  p: PortsImport,
  f: FichierConnu,
  o: { lecture: Lecture; contexte: ContexteImport; dernier: DocImport },
): Promise<void> => {
  const sequences = await lireSequences(p.magasin, f.genre);
  const planifie = await planifier(f, o.lecture, o.contexte);
  if (!('plan' in planifie) || !('ecritures' in planifie.plan) || planifie.plan.ecritures.length > 0) return;
  const { plan, lus } = planifie;
  const rapport = await juger(p, plan, enRapport(f.nom, o.dernier.empreinte, lus, plan, 'INCHANGE'));
  await noterRelecture(p.magasin, f, { dernier: o.dernier, sequences, rapport, jusqua: plan.jusqua });
};

/** [CO-3] The verdicts come once the corrections are stored; those refused are kept, and reported with their line. */
const juger = async (
  p: PortsImport,
  plan: Plan | PlanCorrections,
  rapport: RapportFichier,
): Promise<RapportFichier> => {
  if (!('suivies' in plan)) return rapport;
  const neuves = new Set(plan.ecritures.map((e) => e.doc._id));
  const { refus, avertissements } = await lireVerdictsDuFichier(p.magasin, plan.suivies);
  const parLigne = new Map(plan.suivies.map((s) => [s.ligne, s.correction._id]));
  const refuseesNeuves = refus.filter((r) => neuves.has(parLigne.get(r.ligne) ?? '')).length;
  return {
    ...rapport,
    crees: rapport.crees - refuseesNeuves,
    inchanges: rapport.inchanges - (refus.length - refuseesNeuves),
    avertissements: [...rapport.avertissements, ...avertissements],
    refuses: [...rapport.refuses, ...refus].sort((a, b) => a.ligne - b.ligne),
  };
};

const enRapport = (
  nom: string,
  empreinte: string,
  lus: number,
  plan: Plan,
  etat: 'IMPORTE' | 'INCHANGE',
): RapportFichier => ({
  nom,
  empreinte,
  etat,
  lus,
  crees: plan.crees,
  modifies: plan.modifies,
  inchanges: plan.inchanges,
  absents: plan.absents.length,
  refuses: plan.refus
    .map(({ ligne, colonne, valeur, raison }) => ({ ligne, colonne, valeur, raison }))
    .sort((a, b) => a.ligne - b.ligne),
  listeAbsents: [...plan.absents].sort(),
  avertissements: plan.avertissements,
  ...(plan.versions && plan.versions.length > 0 ? { versions: plan.versions } : {}),
});
