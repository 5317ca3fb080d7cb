import { constants } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReleveRepris } from '#shared/contrats/cloture/releve-repris';
import type { Antenne } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { cheminObjet } from '#shared/domain/releve/chemins';
import { type FichierLu, lireFichier } from '#shared/formats/codec-lecture';
import { type LigneReleve, RELEVES } from '#shared/formats/releves/releves';
import { dernierJour } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { type Archive, hacher, ouvrirArchive } from '../../../adapters/dossier';
import type { Partage } from '../../../store/lectures/connus';
import type { Magasin } from '../../../store/lire';
import { plageSure } from '../../../store/types';
import { type Plan, type PlanRefuse, planVide } from '../plans/plan';
import { CHAINE, lireChaine, prolonger } from './chaine-repris';
import { decoder } from './decoder';

// Statements of the former system, kept as they came: PDFs by their SHA-256, in a folder beside our archive, and a chain of their
// own that seals the list. Ours says what we computed; this one says what was handed over, and when.

export const dossierRelevesRepris = (dataDir: string): string => join(dataDir, 'releves-repris');

/** The PDFs that a RELEVES.csv names, beside it; none where it cannot be read. */
export const piecesDesReleves = (octets: Uint8Array): ReadonlySet<string> => {
  const texte = decoder(octets);
  const lu = texte.ok ? lireFichier(RELEVES, texte.texte) : undefined;
  return new Set(lu?.ok ? lu.lignes.map((l) => l.valeur.fichier) : []);
};

/** A statement beside its list, itself: a link would take over any file of the machine. */
const lirePiece = (source: string, fichier: string): Promise<Buffer> =>
  readFile(join(source, fichier), { flag: constants.O_RDONLY | constants.O_NOFOLLOW });

/** Objects first, then the chain that names them: cut in between, what is there is found again at the next import. */
const deposer = async (archive: Archive, source: string, releves: readonly ReleveRepris[]): Promise<void> => {
  for (const r of releves) {
    const chemin = cheminObjet(r.pdf, 'pdf');
    if (!(await archive.existe(chemin))) await archive.ecrire(chemin, await lirePiece(source, r.fichier));
  }
  await archive.synchroniser();
  const chaine = lireChaine((await archive.lire(CHAINE)) ?? '');
  const scelles = new Set(
    chaine.repris.filter((m) => !chaine.elimines.has(m.n)).map((m) => `${m.usagerId} ${m.mois} ${m.pdf}`),
  );
  const nouveaux = releves.filter((r) => !scelles.has(`${r.usagerId} ${r.mois} ${r.pdf}`));
  if (nouveaux.length === 0) return;
  await archive.ecrire(CHAINE, prolonger(chaine, nouveaux));
  await archive.synchroniser();
};

const fauteDuPdf = async (
  source: string,
  l: LigneReleve,
): Promise<{ colonne: keyof LigneReleve; raison: string } | undefined> => {
  const octets = await lirePiece(source, l.fichier).catch(() => undefined);
  if (!octets) return { colonne: 'fichier', raison: 'fichier absent ou illisible : mettez-le à côté de RELEVES.csv' };
  if (octets.subarray(0, 5).toString('latin1') !== '%PDF-')
    return { colonne: 'fichier', raison: 'ce fichier n’est pas un PDF' };
  return hacher(octets) === l.sha256
    ? undefined
    : { colonne: 'sha256', raison: 'l’empreinte n’est pas celle du fichier : il a changé depuis, ou n’est pas le bon' };
};

export const lireRelevesRepris = async (m: Magasin): Promise<ReleveRepris[]> => {
  const tous: ReleveRepris[] = [];
  for (const a of codesAntennes()) for (const x of await plageSure(m, 'releve-repris', { antenne: a })) tous.push(x);
  return tous;
};

type Connus = { usagers: Map<string, Partage<Usager>>; repris: readonly ReleveRepris[] };
type Dossiers = { source: string; archive: string };

/** [RE] Each statement is taken over once and never changes; `deposer` of the plan puts the files away before it is current. */
export const planReleves = async (
  connus: Connus,
  lu: FichierLu<LigneReleve>,
  o: Dossiers & { instant: Instant },
): Promise<Plan | PlanRefuse> => {
  const archive = ouvrirArchive(o.archive);
  const { defaut } = lireChaine((await archive.lire(CHAINE)) ?? '');
  if (defaut !== undefined)
    return {
      refusFichier: `la liste des relevés déjà repris est altérée (${defaut}) : remettez ${o.archive} depuis une sauvegarde`,
    };
  const plan: Plan = { ...planVide(), refus: [...lu.refus], avertissements: [...lu.avertissements] };
  const parCle = new Map(connus.repris.map((r) => [`${r.usagerId} ${r.mois}`, r]));
  const nouveaux: ReleveRepris[] = [];
  for (const { ligne, valeur: l } of lu.lignes) {
    const refuser = (colonne: keyof LigneReleve, raison: string): void => {
      plan.refus.push({ ligne, colonne, valeur: l[colonne] ?? '', raison });
    };
    const usager = connus.usagers.get(l.id_millesime)?.doc;
    const connu = parCle.get(`${l.id_millesime} ${l.mois}`);
    // Who had left before this service came is in no file of it: the row itself says whose statement it is to read.
    const antenne: Antenne | undefined = usager ? antenneAu(usager, dernierJour(l.mois)) : l.antenne;
    const faute = antenne !== undefined && !connu ? await fauteDuPdf(o.source, l) : undefined;
    if (antenne === undefined)
      refuser(
        'id_millesime',
        'usager inconnu : importez-le d’abord (USAGERS) ; s’il est parti avant ce service, donnez son antenne (colonne antenne)',
      );
    else if (connu?.pdf === l.sha256) plan.inchanges += 1;
    else if (connu) refuser('sha256', 'un autre relevé de ce mois est déjà repris : un relevé repris ne change jamais');
    else if (faute) refuser(faute.colonne, faute.raison);
    else {
      const doc: ReleveRepris = {
        _id: `releve-repris:${l.mois}:${l.id_millesime}`,
        type: 'releve-repris',
        antenne,
        usagerId: l.id_millesime,
        mois: l.mois,
        fichier: l.fichier,
        pdf: l.sha256,
        instant: o.instant,
      };
      nouveaux.push(doc);
      plan.crees += 1;
      plan.ecritures.push({ base: baseAntenne(antenne), doc });
    }
  }
  return { ...plan, deposer: () => deposer(archive, o.source, nouveaux) };
};
