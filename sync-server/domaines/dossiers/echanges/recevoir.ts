import { copyFile, lstat, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import type { FichierRecu, Reception } from '#shared/contrats/dossiers/reception';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { ajouterJours, dateParis, localParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Courrier } from '../../../ports/courriel';
import type { DepotDistant } from '../../../ports/depot-distant';
import { lireParametres } from '../../../store/lectures/connus';
import { importer, type PortsImport } from '../importer/importer';
import { ETATS_FICHIER, type RapportFichier, type RapportImport, rapportVide } from '../importer/rapport';
import { choisir } from './choisir';
import { composerCourriel } from './courriel-reception';
import { chercherInconnus, type Illisible, listerLiens, listerRacine, noterInconnus } from './inconnus';
import { jamaisDits, noterIllisibles, rapatrier } from './rapatrier';
import { noterReception } from './receptions';
import { joindreRefuses, retirerJoints } from './relire-refuses';

// The intake folder: Millésime drops its files at the root; what was taken, refused or waits is moved beside, by taking.

export type PortsReception = Omit<PortsImport, 'auteur'> & {
  depot: string;
  /** The server on which Millésime lays them, where that is not the folder itself. */
  source?: DepotDistant | undefined;
  courrier: Pick<Courrier, 'envoyer'>;
  extranet: () => string;
};

/** Who takes the files when nobody does. */
const AUTEUR = 'RECEPTION';
export const RANGS = { PRIS: 'pris', REFUSE: 'refuses', EN_ATTENTE: 'en-attente' } as const;

const nomDossier = (r: { instant: string }): string => r.instant.replaceAll(':', '').replaceAll('-', '');

const RELEVES = 'RELEVES.csv';

/** Whole or not at all, on another disk too: a folder of ours may be a link to one. */
const deplacer = async (de: string, vers: string): Promise<void> => {
  try {
    await rename(de, vers);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EXDEV') throw e;
    await copyFile(de, `${vers}.tmp`);
    await rename(`${vers}.tmp`, vers);
    await rm(de);
  }
};

export const ranger = async (
  p: PortsReception,
  sorte: keyof typeof RANGS,
  dossier: string,
  de: string,
  nom: string,
) => {
  const vers = join(p.depot, RANGS[sorte], dossier);
  await mkdir(vers, { recursive: true, mode: 0o700 });
  await deplacer(join(de, nom), join(vers, nom));
};

const sorteDe = (etat: FichierRecu['etat']): keyof typeof RANGS =>
  etat === 'REFUSE' ? 'REFUSE' : etat === 'EN_ATTENTE' ? 'EN_ATTENTE' : 'PRIS';

export type Recue = {
  reception?: Reception;
  /** Why the server of Millésime, or files of it, could not be read: the rest is taken all the same. */
  panne?: string;
};

/** From the hour that the parameter sets, takes what lies in the intake folder; tells once what is there and is none of its files. */
export const recevoirDepot = async (p: PortsReception): Promise<Recue> => {
  const instant = p.horloge();
  const { heureMillesime, destinatairesImports } = lecteurParametres(await lireParametres(p.magasin))(
    dateParis(instant),
  );
  if (localParis(instant).slice(11, 16) < heureMillesime) return {};
  const { source, depot } = p;
  if (source) await mkdir(depot, { recursive: true, mode: 0o700 });
  const rapatrie = source ? await rapatrier({ ...p, source }) : undefined;
  const rapatries = rapatrie?.ok ? rapatrie.valeur : undefined;
  const illisibles = rapatries?.illisibles ?? [];
  const phrases = rapatrie && !rapatrie.ok ? [rapatrie.refus.message] : illisibles.map((i) => i.raison);
  const panne = phrases.length > 0 ? { panne: phrases.join(' ') } : {};
  const vus = await listerRacine(depot);
  const prets = await choisir(p, vus, rapatries?.enRoute ?? []);
  const restent = vus.filter((f) => !prets.includes(f.nom));
  const inconnus = [
    await chercherInconnus(p.magasin, instant, 'reception', restent),
    ...(rapatries ? [rapatries.inconnus] : []),
  ];
  const aDire = await jamaisDits(p.magasin, [
    ...illisibles,
    ...(rapatries?.liens ?? []),
    ...(await listerLiens(depot, Object.values(RANGS))),
  ]);
  const reception = await prendrePrets(p, instant, prets, {
    inconnus: inconnus.flatMap((i) => i.vus.map((f) => f.nom)),
    illisibles: aDire.map(enRapport),
  });
  if (!reception) return panne;
  for (const i of inconnus) await noterInconnus(p, i);
  await noterIllisibles(p, aDire);
  if (destinatairesImports.length > 0)
    await p.courrier.envoyer(composerCourriel(reception, destinatairesImports, p.extranet()));
  return { reception, ...panne };
};

/** What is told of a taking, beside the files that it took. */
type ADire = { inconnus: readonly string[]; illisibles: readonly RapportFichier[] };
const RIEN_A_DIRE: ADire = { inconnus: [], illisibles: [] };

const enRapport = ({ vu, raison }: Illisible): RapportFichier => ({
  ...rapportVide(vu.nom, '', 'REFUSE'),
  refusFichier: { raison },
});

const prendrePrets = async (
  p: PortsReception,
  instant: Instant,
  prets: readonly string[],
  aDire: ADire,
): Promise<Reception | undefined> => {
  if (prets.length + aDire.inconnus.length + aDire.illisibles.length === 0) return undefined;
  if (prets.length === 0)
    return noterReception(p.magasin, {
      instant,
      auteur: AUTEUR,
      origine: 'DEPOT',
      rapport: { fichiers: [...aDire.illisibles], ignores: [...aDire.inconnus] },
    });
  // Set apart first: what is dropped meanwhile is for the next time.
  const dossier = nomDossier({ instant });
  const travail = join(p.depot, '.en-cours', dossier);
  await mkdir(travail, { recursive: true, mode: 0o700 });
  for (const nom of prets) await rename(join(p.depot, nom), join(travail, nom));
  // Set apart, it changes no more: one that became a link since it was listed goes back, and is told as one; the true file may have
  // come meanwhile, and stands.
  for (const nom of prets) {
    if ((await lstat(join(travail, nom))).isFile()) continue;
    const venu = await lstat(join(p.depot, nom)).catch(() => undefined);
    if (venu) await rm(join(travail, nom));
    else await rename(join(travail, nom), join(p.depot, nom));
  }
  const prise = { travail, retour: p.depot, dossier, auteur: AUTEUR, origine: 'DEPOT', confirmer: false } as const;
  const recue = await prendre(p, { ...prise, aDire });
  return recue.ok ? recue.valeur : undefined;
};

type Prise = Pick<Reception, 'auteur' | 'origine'> & {
  travail: string;
  /** Where the files go back, should another import be at work. */
  retour: string;
  dossier: string;
  confirmer: boolean;
  /** Since when its files have waited. */
  attendDepuis?: Instant;
  /** A person has seen that their date is not come. */
  dateConfirmee?: boolean;
  aDire?: ADire;
};

/** Back where they came from; where a newer one of the same name has come since, it stands. */
const rendre = async (de: string, vers: string): Promise<number> => {
  let n = 0;
  for (const nom of await readdir(de)) {
    if (await stat(join(vers, nom)).catch(() => undefined)) continue;
    await rename(join(de, nom), join(vers, nom));
    n += 1;
  }
  await rm(de, { recursive: true, force: true });
  return n;
};

/** Neither taken nor lost: what a fault (the store is away, the disk is full) cuts goes back, and is taken the next time. */
export const prendre = async (p: PortsReception, c: Prise): Promise<Resultat<Reception>> => {
  try {
    return await prendreEtRanger(p, c);
  } catch (e) {
    await rendre(c.travail, c.retour).catch(() => undefined);
    throw e;
  }
};

/** A day of more: Millésime may make tomorrow's in the evening. */
export const dernierJourPris = (instant: Instant): DateCivile => ajouterJours(dateParis(instant), 1);

const OCCUPE: Refusee = refuser(
  'IMPORT_EN_COURS',
  'Un import ou une clôture est en cours : attendez sa fin, puis confirmez.',
);

const prendreEtRanger = async (p: PortsReception, c: Prise): Promise<Resultat<Reception>> => {
  const instant = p.horloge();
  const { inconnus, illisibles } = c.aDire ?? RIEN_A_DIRE;
  const joints = await joindreRefuses(p, { travail: c.travail, pris: join(p.depot, RANGS.PRIS) });
  const rapport: RapportImport = await importer(
    { ...p, auteur: c.auteur, noterReception: false },
    {
      dossier: c.travail,
      confirmer: c.confirmer,
      ...(c.dateConfirmee ? {} : { jusquau: dernierJourPris(instant) }),
      ...(c.attendDepuis === undefined ? {} : { attendDepuis: c.attendDepuis }),
    },
  ).finally(() => retirerJoints(c.travail, joints));
  const venus = rapport.fichiers.filter((f) => !joints.includes(f.nom));
  // Of what was taken up again, only what it brought is told: what it still refuses was.
  rapport.fichiers = rapport.fichiers.filter((f) => !joints.includes(f.nom) || f.etat === 'IMPORTE');
  if (venus.length === 0) {
    await rendre(c.travail, c.retour);
    const { refus } = rapport;
    return refus === undefined || refus.code === OCCUPE.refus.code ? OCCUPE : { ok: false, refus };
  }
  const attend = rapport.fichiers.some((f) => f.etat === 'EN_ATTENTE');
  const reception = await noterReception(p.magasin, {
    instant,
    auteur: c.auteur,
    origine: c.origine,
    rapport: {
      ...rapport,
      fichiers: [...rapport.fichiers, ...illisibles],
      ignores: [...rapport.ignores, ...inconnus],
    },
    ...(attend ? { dossierAttente: c.dossier } : {}),
  });
  for (const f of venus) {
    const sorte = sorteDe(f.etat);
    await ranger(p, sorte, c.dossier, c.travail, f.nom);
    if (f.refusFichier)
      await writeFile(
        join(p.depot, RANGS[sorte], c.dossier, `${f.nom}.raison.txt`),
        `${f.nom} : ${ETATS_FICHIER[f.etat]}\n${f.refusFichier.raison}\n`,
      );
  }
  // The PDFs of the statements stay with their list.
  const releves = rapport.fichiers.find((f) => f.nom === RELEVES);
  for (const nom of releves ? await readdir(c.travail) : [])
    await ranger(p, sorteDe(releves?.etat ?? 'IMPORTE'), c.dossier, c.travail, nom);
  // What was set apart for a list that went back goes back too.
  await rendre(c.travail, c.retour);
  return { ok: true, valeur: reception };
};

/** A taking that a crash cut: its files go back to the root, and are taken again; what was imported says « déjà importé ». */
export const reprendreReceptions = async (p: Pick<PortsReception, 'depot'>): Promise<number> => {
  const enCours = join(p.depot, '.en-cours');
  let n = 0;
  for (const dossier of await readdir(enCours).catch(() => [])) n += await rendre(join(enCours, dossier), p.depot);
  return n;
};
