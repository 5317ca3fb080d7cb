import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CadreClos, Cloture, ClotureEcrite, EtatFige } from '#shared/contrats/cloture/cloture';
import type { Complement } from '#shared/contrats/cloture/complement';
import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { libelleAntenne, nommerAntennes } from '#shared/domain/antenne/registre';
import { type Dispositions, dispositionsDe } from '#shared/formats/disposition/choisir';
import { dernierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { hacher } from '../../../adapters/dossier';
import type { Horloge } from '../../../ports/horloge';
import type { Rattraper } from '../../../ports/rattraper';
import { compterPourDeBon } from '../../../store/inventaire/pour-de-bon';
import { lireCadreClos, lireCloture, lireComplements, lireFiges } from '../../../store/lectures/clos';
import { type Magasin, sansRev } from '../../../store/lire';
import { ENTREES, tracer } from '../../audit';
import { calculer } from '../clore/calculer';
import { type AFiger, empreinteFigee } from '../clore/ecrire';
import { ouvrirControle } from '../inventaire/exiger';
import { type FichierExporte, fichiersDuMois } from './exporter-lignes';

export type PortsExport = { magasin: Magasin; horloge: Horloge; rattraper: Rattraper };
export type CommandeExport = {
  mois: Mois;
  antennes: readonly Antenne[];
  vers: string;
  provisoire: boolean;
  auteur: string;
};
export type RapportExport = {
  mois: Mois;
  provisoire: boolean;
  /** `empreinte`: SHA-256 of the bytes. */
  fichiers: { nom: string; lignes: number; empreinte: string }[];
};

const RIEN: AFiger = { etats: [], complements: [] };
const RIEN_EXPORTE = 'Rien n’a été exporté.';

/** [CL-2] Files of a closed month, from its frozen state alone: the same bytes each time. Provisional: from what is known now. */
export const exporter = async (p: PortsExport, c: CommandeExport): Promise<Resultat<RapportExport>> => {
  const fichiers = await compterPourDeBon(p, RIEN_EXPORTE, () => fabriquer(p, c));
  if (!fichiers.ok) return fichiers;
  const ecrits = await ecrire(c.vers, fichiers.valeur);
  if (ecrits.ok)
    await tracer(p.magasin, {
      instant: p.horloge(),
      auteur: c.auteur,
      ...ENTREES.EXPORT.ecrire.mois(c),
    });
  return ecrits.ok ? { ok: true, valeur: { mois: c.mois, provisoire: c.provisoire, fichiers: ecrits.valeur } } : ecrits;
};

type Fichiers = Resultat<FichierExporte[]>;

/** All of them, or the first refusal. */
const reunir = async (antennes: readonly Antenne[], faire: (a: Antenne) => Promise<Fichiers>): Promise<Fichiers> => {
  const tous: FichierExporte[] = [];
  for (const a of antennes) {
    const siens = await faire(a);
    if (!siens.ok) return siens;
    tous.push(...siens.valeur);
  }
  return { ok: true, valeur: tous };
};

const fabriquer = async (p: PortsExport, c: CommandeExport): Promise<Fichiers> => {
  const clotures = new Map<Antenne, Cloture>();
  const lues = await Promise.all(c.antennes.map((antenne) => lireCloture(p.magasin, antenne, c.mois)));
  for (const cloture of lues) if (cloture) clotures.set(cloture.antenne, cloture);
  const ouvertes = c.antennes.filter((a) => !clotures.has(a));
  if (!c.provisoire && ouvertes.length > 0)
    return refuser(
      'MOIS_OUVERT',
      `Le mois ${c.mois} n’est pas clos (${nommerAntennes(ouvertes)}) : clôturez-le, ou demandez un export provisoire avec --provisoire.`,
    );
  if (c.provisoire && clotures.size > 0)
    return refuser(
      'MOIS_CLOS',
      `Le mois ${c.mois} est clos (${nommerAntennes([...clotures.keys()])}) : exportez sans --provisoire, ou une antenne à la fois.`,
    );
  if (c.provisoire) return fichiersProvisoires(p, c);
  return reunir([...clotures.keys()], async (a) => {
    const cloture = clotures.get(a);
    return cloture ? fichiersClos(p.magasin, cloture) : { ok: true, valeur: [] };
  });
};

/** [CL-3] As the parameters of the month's last day lay them out: its closing will freeze those. */
const fichiersProvisoires = async (p: PortsExport, c: CommandeExport): Promise<Fichiers> => {
  const demande = { mois: c.mois, antennes: c.antennes, rien: RIEN_EXPORTE };
  const { verifier } = await ouvrirControle(p.magasin, demande);
  await p.rattraper('VISITES', { revoir: c.mois });
  const calcul = await calculer(p, c.mois, c.antennes);
  if (!calcul.ok) return calcul;
  const equilibre = await verifier(calcul.valeur);
  if ('refus' in equilibre) return equilibre;
  const { aFiger, cadre } = calcul.valeur;
  const dispositions = dispositionsDe(cadre.parametresAu(dernierJour(c.mois)));
  if (!dispositions.ok) return dispositions;
  return reunir(c.antennes, async (antenne) =>
    fichiersDuMois(aFiger.get(antenne) ?? RIEN, { antenne, mois: c.mois, provisoire: true }, dispositions.valeur),
  );
};

/** What a closing froze, if it is still what it was. */
export const lireFige = async (m: Magasin, cloture: ClotureEcrite): Promise<Resultat<AFiger>> => {
  const { antenne, mois } = cloture;
  if (cloture.purgee)
    return refuser(
      'MOIS_PURGE',
      `Le mois ${mois} (${libelleAntenne(antenne)}) a passé sa durée de conservation : ce que sa clôture avait figé est effacé, ses fichiers ne se refont plus. Ses relevés sont dans l’archive.`,
    );
  const etats = (await lireFiges(m, antenne, mois)).map(sansRev<EtatFige>);
  const complements = (await lireComplements(m, antenne, mois)).map(sansRev<Complement>);
  const cadre = await lireCadreClos(m, antenne, mois);
  const intact =
    (await empreinteFigee(etats)) === cloture.empreinte &&
    (!cloture.complements || (await empreinteFigee(complements)) === cloture.complements.empreinte) &&
    (!cloture.empreinteCadre ||
      (cadre && (await empreinteFigee([sansRev<CadreClos>(cadre)])) === cloture.empreinteCadre));
  return intact
    ? { ok: true, valeur: { etats, complements } }
    : refuser(
        'ETAT_ALTERE',
        `L’état figé de ${libelleAntenne(antenne)} pour ${mois} n’est plus celui de la clôture : rien n’est exporté. Comparez avec une sauvegarde.`,
      );
};

/** [CL-2] The layouts that a closing froze. */
export const dispositionsFigees = ({ parametres }: Pick<Cloture, 'parametres'>): Resultat<Dispositions> =>
  dispositionsDe(parametres.fin);

/** [CL-2, CL-3] The files of a closed month of an antenna: from what was frozen alone, layouts included. */
export const fichiersClos = async (m: Magasin, cloture: Cloture): Promise<Fichiers> => {
  const fige = await lireFige(m, cloture);
  if (!fige.ok) return fige;
  const dispositions = dispositionsFigees(cloture);
  if (!dispositions.ok) return dispositions;
  const { antenne, mois } = cloture;
  return fichiersDuMois(fige.valeur, { antenne, mois, provisoire: false }, dispositions.valeur);
};

/** Each file under a temporary name, then renamed: a reader never sees half of one. */
const ecrire = async (
  dossier: string,
  fichiers: readonly FichierExporte[],
): Promise<Resultat<RapportExport['fichiers']>> => {
  const provisoires: string[] = [];
  try {
    await mkdir(dossier, { recursive: true });
    const ecrits: RapportExport['fichiers'] = [];
    for (const { nom, contenu, lignes } of fichiers) {
      const temporaire = join(dossier, `.${nom}.${process.pid}.tmp`);
      provisoires.push(temporaire);
      await writeFile(temporaire, contenu, { mode: 0o640 });
      ecrits.push({ nom, lignes, empreinte: hacher(contenu) });
    }
    for (const [i, { nom }] of fichiers.entries()) await rename(provisoires[i] ?? '', join(dossier, nom));
    return { ok: true, valeur: ecrits };
  } catch (e) {
    for (const t of provisoires) await rm(t, { force: true }).catch(() => undefined);
    const cause = e instanceof Error ? e.message : String(e);
    return refuser(
      'DOSSIER_EXPORT',
      `Écriture impossible dans « ${dossier} » (${cause}) : vérifiez le dossier, ses droits et la place.`,
    );
  }
};
